"""The titles of acts and of their fields, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

_TITLES = {
    "round.opened": lazy("Round opened"),
    "seat.taken": lazy("Seat taken"),
    "key.confirmed": lazy("Key confirmed"),
    "covenant.adopted": lazy("Covenant adopted"),
    "tracing.proposed": lazy("Blind tracing proposed"),
    "tracing.accepted": lazy("Blind tracing accepted"),
    "list.masked": lazy("List masked"),
    "list.raised": lazy("List raised"),
    "lists.compared": lazy("Lists compared"),
    "sample.drawn": lazy("Sample drawn"),
    "sample.opened": lazy("Sample opened"),
    "sample.judged": lazy("Sample judged"),
    "audit.excused": lazy("Audit excused"),
    "dossier.lodged": lazy("Dossier lodged"),
    "dossiers.released": lazy("Dossiers released"),
    "life.proven": lazy("Proof of life given"),
    "inquiry.made": lazy("Inquiry made"),
    "inquiry.answered": lazy("Inquiry answered"),
    "match.judged": lazy("Match judged"),
    "terms.proposed": lazy("Terms proposed"),
    "terms.countered": lazy("Terms countered"),
    "terms.accepted": lazy("Terms accepted"),
    "package.proposed": lazy("Package proposed"),
    "package.countered": lazy("Package countered"),
    "package.signed": lazy("Package signed"),
    "lottery.prepared": lazy("Lottery prepared"),
    "lottery.committed": lazy("Lottery: committed to a secret"),
    "lottery.revealed": lazy("Lottery: secret revealed"),
    "lottery.drawn": lazy("Lottery drawn"),
    "hostilities.ended": lazy("Active hostilities ended"),
    "refusal.recorded": lazy("Refusal recorded"),
    "wish.taken": lazy("Wish taken"),
    "fitness.certified": lazy("Fitness certified"),
    "guardian.recorded": lazy("Guardian recorded"),
    "transfer.cleared": lazy("Transfer cleared"),
    "clearance.withheld": lazy("Clearance withheld"),
    "substitution.proposed": lazy("Substitution proposed"),
    "substitution.signed": lazy("Substitution signed"),
    "manifest.signed": lazy("Manifest signed"),
    "transport.notified": lazy("Transport notice given"),
    "transport.acknowledged": lazy("Transport notice acknowledged"),
    "convoy.departed": lazy("Convoy departed"),
    "crossing.present": lazy("Present at the crossing"),
    "crossing.unlisted": lazy("Unlisted arrival"),
    "crossing.counted": lazy("Heads counted"),
    "tranche.handed_over": lazy("Tranche handed over"),
    "tranche.received": lazy("Tranche received"),
    "convoy.returned": lazy("Convoy returned"),
    "movement.frozen": lazy("Movement frozen"),
    "movement.resumed": lazy("Movement resumed"),
    "care.received": lazy("Received into care"),
    "care.handed_on": lazy("Care handed on"),
    "claim.lodged": lazy("Claim lodged"),
    "claim.answered": lazy("Claim answered"),
    "claim.settled": lazy("Claim settled"),
    "claim.withdrawn": lazy("Claim withdrawn"),
    "account.reconciled": lazy("Account reconciled"),
    "shortfall.recorded": lazy("Shortfall recorded"),
    "families.told": lazy("Families told"),
    "round.closed": lazy("Round closed"),
    "sentence.proposed": lazy("Sentence proposed"),
    "sentence.confirmed": lazy("Sentence confirmed"),
    "communique.embargoed": lazy("Communiqué embargoed"),
    "communique.published": lazy("Communiqué published"),
}


def act_title(kind: str) -> str:
    """What an act of this kind is called."""
    return str(_TITLES.get(kind, kind))


_FIELDS = {
    "after": lazy("After these legs"), "against": lazy("Against"), "alarm": lazy("Alarm"),
    "ambulances": lazy("Ambulances"), "answer": lazy("Answer"), "cannot_say": lazy("Cannot say"), "care": lazy("Care"),
    "cause": lazy("Cause"), "claim": lazy("Claim"), "coming": lazy("Coming"), "count": lazy("Lines"),
    "crossing": lazy("Crossing"), "document": lazy("Digest of the document"), "fit": lazy("Fit to travel"),
    "heads": lazy("Heads"), "held": lazy("Held"), "holder": lazy("Detaining party"), "home": lazy("Party of origin"),
    "inquiry": lazy("Inquiry"), "key": lazy("Key"), "leaving": lazy("Leaving the package"), "leg": lazy("Leg"),
    "lines": lazy("Lines of the account"), "lottery": lazy("Lottery"), "manifest": lazy("Digest of the manifest"),
    "not_held": lazy("Not held"), "package": lazy("Digest of the package"), "people": lazy("People"),
    "person": lazy("Person"), "person_held": lazy("Person held"), "person_sought": lazy("Person sought"),
    "replaces": lazy("In place of"), "returnees": lazy("People to go home"), "seat": lazy("Seat"),
    "sentence": lazy("Sentence"), "sentences": lazy("Sentences"), "shortfall": lazy("Shortfall"),
    "sign_by": lazy("To be signed by"), "substitution": lazy("Substitution"), "terms": lazy("Terms"), "to": lazy("To"),
    "together": lazy("Not to be separated"), "track": lazy("Part of the package"), "tranche": lazy("Tranche"),
    "unlisted": lazy("On no manifest"), "until": lazy("Until"), "values": lazy("Values"), "vehicles": lazy("Vehicles"),
    "verdict": lazy("Verdict"),
}  # fmt: skip


def field_title(name: str) -> str:
    """What a field of an act is called; its own name in words where it has no title of its own."""
    return str(_FIELDS.get(name, name.replace("_", " ").capitalize()))
