"""The table, the inquiries, the terms, the package and its signatures."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import UTC, date, datetime

from wayhome import exchange
from wayhome.agreement import (
    CovenantAdopted,
    InquiryAnswered,
    InquiryMade,
    KeyConfirmed,
    PackageProposed,
    PackageSigned,
    RefusalRecorded,
    RoundOpened,
    SeatTaken,
    TermsAccepted,
    TermsCountered,
    TermsProposed,
)
from wayhome.cli.demo.cast import COMMITTEE, LYSORIA, MERIDIA, NAMES, ORIGIN, PARTIES, SAHLAN, TITLE, TORVENIA, other
from wayhome.cli.demo.story import Story, as_json
from wayhome.cli.demo.tracing import learn_from_answers
from wayhome.cli.plan import summary
from wayhome.exchange import CountedTerms, Criterion, Terms
from wayhome.exchange.report import plan_pages
from wayhome.journal import Covenant, Office, sign_covenant
from wayhome.people import COUNTABLE, Category

TERMS = Terms(
    parties=PARTIES,
    day=date(2025, 8, 24),
    exposure=50,
    counted=CountedTerms(most=146),
    criteria=(Criterion.LONGEST_HELD,),
)


def open_round(story: Story) -> None:
    """Sahlan opens the round; every key is confirmed by a second seat"""
    story.at(18, 9)
    key = {seat: str(story.keys[seat].public) for seat in story.keys}
    story.say((SAHLAN, RoundOpened(TITLE, PARTIES, COMMITTEE, MERIDIA, key[SAHLAN], NAMES)))
    for seat in (LYSORIA, TORVENIA, COMMITTEE, MERIDIA):
        story.say((seat, SeatTaken(key[seat])))
        story.say((SAHLAN, KeyConfirmed(seat, key[seat])))
        story.tell(f"  {seat}: fingerprint {story.keys[seat].public.fingerprint}, read aloud and confirmed by {SAHLAN}")
    for party in PARTIES:
        story.say((party, KeyConfirmed(SAHLAN, key[SAHLAN])))
    story.say((SAHLAN, CovenantAdopted(_covenant(story).decode())))
    story.tell(f"  covenant, version 1: signed by all {len(story.keys)} seats; by it a lost key can be replaced")


def _covenant(story: Story) -> bytes:
    """The first covenant of the journal, signed by every seat."""
    covenant = Covenant(
        journal=ORIGIN,
        version=1,
        seats={seat: Office.of(key.public) for seat, key in story.keys.items()},
        threshold=len(story.keys) - 1,
        keeper=SAHLAN,
        watching=tuple(sorted((*PARTIES, COMMITTEE))),
    )
    return sign_covenant(covenant, *story.keys.values())


def ask_each_other(story: Story) -> None:
    """Inquiries: each party asks the other about its people, and is answered for every one"""
    story.at(19, 9)
    families = exchange.pool(TERMS, story.people.values())
    for asker in PARTIES:
        asked = other(asker)
        people = tuple(sorted(p for p, identified in story.people.items() if identified.home == asker))
        together: dict[str, list[str]] = {}
        for candidate in families:
            if candidate.family and candidate.home == asker:
                together.setdefault(candidate.family, []).append(candidate.person)
        dossier = {p: as_json([story.people[p].held.id, story.people[p].sought.id]) for p in people}
        name = f"{asker} asks {asked}"
        groups = tuple(tuple(members) for members in together.values())
        story.say((asker, InquiryMade(name, asked, people, groups), dossier, (asked,)))
        held = tuple(p for p in people if _truly_held(story, p))
        not_held = tuple(p for p in people if p not in held)
        story.at(19, 17)
        story.say((asked, InquiryAnswered(name, held=held, not_held=not_held)))
        story.tell(f"  {name} about {len(people)} people: held {len(held)}, not held {len(not_held)}")
    learn_from_answers(story)


def _truly_held(story: Story, person: str) -> bool:
    """What the holder finds when it brings the two dossiers together: a wrong match ends here."""
    identified = story.people[person]
    return story.registers.same(identified.sought.id, identified.held.id)


def agree_terms(story: Story) -> None:
    """Terms: one for one, civilians and the seriously wounded outside every count"""
    story.at(20, 10)
    counting_civilians = replace(TERMS, counted=CountedTerms(146, (*sorted(COUNTABLE), Category.CIVILIAN_DETAINEE)))
    attempt = TermsProposed(counting_civilians)
    refusal = story.tries(TORVENIA, attempt)
    story.say((SAHLAN, RefusalRecorded(TORVENIA, attempt.kind, attempt.digest, refusal.rule)))
    cautious = replace(TERMS, exposure=20)
    story.say((LYSORIA, TermsProposed(cautious)))
    story.say((TORVENIA, TermsCountered(TERMS, cautious.digest)))
    story.say((LYSORIA, TermsAccepted(TERMS.digest)))
    story.tell(
        f"  in force: at most {TERMS.counted.most} counted people each way, longest held first; "
        f"at no moment has either released over {TERMS.exposure} more than it has received"
    )


def draw(story: Story) -> None:
    """The package: drawn, checked by code of its own, and put on the table"""
    held = story.round.agreement.held
    story.pool = exchange.pool(TERMS, [person for name, person in story.people.items() if name in held])
    solved = exchange.solve(TERMS, story.pool)
    package = exchange.package_of(solved)
    for line in summary(package):
        story.tell(f"  {line}")
    faults = exchange.check(package, TERMS, story.pool)
    story.tell(f"  the independent checker finds {len(faults)} faults")
    document = exchange.package_json(package, story.pool)
    (story.out / "package.json").write_bytes(document)
    choices = exchange.frontier(TERMS, story.pool), exchange.alternatives(TERMS, story.pool)
    for language, page in plan_pages(solved, *choices).items():
        (story.out / f"plan.{language}.html").write_text(page, encoding="utf-8")
    story.at(21, 9)
    proposal = PackageProposed(
        TERMS.digest,
        package.returnees,
        sign_by=datetime(2025, 8, 22, 12, tzinfo=UTC),
        document=hmac.digest(story.secret, document, "sha256").hex(),
    )
    story.say((SAHLAN, proposal))


def torvenia_signs(story: Story) -> None:
    """The first signature, which binds nobody alone"""
    _sign(story, TORVENIA)


def the_others_sign(story: Story) -> None:
    """The package in effect: signed by each party, and by Sahlan last"""
    _sign(story, LYSORIA)
    _sign(story, SAHLAN)
    story.tell(
        f"  signed by {', '.join(story.round.agreement.signatories)}: {len(story.round.agreement.signed)} people"
    )
    _tell_of_time_held(story)


def _sign(story: Story, seat: str) -> None:
    package = story.round.agreement.package
    assert package
    story.at(21, 15)
    story.say((seat, PackageSigned(package.digest)))


def _tell_of_time_held(story: Story) -> None:
    signed = story.round.agreement.signed
    since = [c.held_since for c in story.pool if c.person in signed and c.held_since]
    over_three_years = sum(d.latest() < date(2022, 8, 24) for d in since)
    story.tell(f"  {over_three_years} of them have been held for over three years")
    journalists = [p for p, who in story.people.items() if who.held.id == story.registers.journalist]
    if journalists and journalists[0] in signed:
        story.tell(
            "  among the civilians is a journalist, taken on 26 March 2022 (AP I 79: a civilian, so never counted)"
        )
