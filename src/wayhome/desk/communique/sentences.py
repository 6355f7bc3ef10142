"""The sentences on the table and in the stock, in every language, and whether the acts bear them out."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.acts import Refused
from wayhome.desk.look.messages import worded
from wayhome.desk.table import Here
from wayhome.record import LANGUAGES, SentenceProposed, named, sentence_of, wording
from wayhome.record.sentences import SENTENCES, untrue


@dataclass(frozen=True)
class Shown:
    """A sentence on the table."""

    digest: str
    words: str
    """In the reader's language."""
    confirmed: tuple[str, ...]
    missing: tuple[str, ...]
    untrue: str
    """Why it can't be said any more; "" where the acts still bear it out."""
    mine: bool
    """Whether it waits for the member's seat."""

    @property
    def ready(self) -> bool:
        """Whether everybody named has confirmed it, and it is still true."""
        return not self.missing and not self.untrue


def on_the_table(place: Here, language: str) -> list[Shown]:
    """Every sentence proposed in this round."""
    return [
        _shown(place, digest, each.proposed, each.confirmed_by, language)
        for digest, each in place.round.record.sentences.items()
    ]


def _shown(place: Here, digest: str, act: SentenceProposed, confirmed: tuple[str, ...], language: str) -> Shown:
    round_ = place.round
    missing = tuple(seat for seat in named(act) if seat not in confirmed)
    reason = untrue(act, round_.agreement, round_.handover, round_.reception, round_.claims)
    why_not = worded(reason) if reason else ""
    words = wording(act, round_.agreement.names, language if language in LANGUAGES else "en")
    return Shown(digest, words, confirmed, missing, why_not, place.seat in missing)


def sayable(place: Here, language: str) -> list[tuple[str, SentenceProposed, str]]:
    """Every sentence of the stock that is true now and not on the table: a key for the form, the act, its words."""
    found = []
    on_table = set(place.round.record.sentences)
    for sentence in SENTENCES:
        for chosen in _choices(place, sentence):
            act = _true(place, sentence, chosen)
            if act is not None and act.digest not in on_table:
                words = wording(act, place.round.agreement.names, language if language in LANGUAGES else "en")
                found.append((act.digest, act, words))
    return found


def _true(place: Here, sentence: str, chosen: dict[str, str]) -> SentenceProposed | None:
    round_ = place.round
    try:
        return sentence_of(sentence, chosen, round_.agreement, round_.handover, round_.reception, round_.claims)
    except Refused:
        return None


def _choices(place: Here, sentence: str) -> list[dict[str, str]]:
    """Every way to fill in a sentence's seats and names with those of the round."""
    of_stock, round_ = SENTENCES[sentence], place.round
    ways: list[dict[str, str]] = [{}]
    for name, role in of_stock.seats.items():
        seats = [seat for seat, each in round_.agreement.seats.items() if each.role == role]
        ways = [{**way, name: seat} for way in ways for seat in seats if seat not in way.values()]
    for name in of_stock.names:
        ways = [{**way, name: claim} for way in ways for claim in round_.claims.claims]
    return ways
