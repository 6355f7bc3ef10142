"""A covenant in a round: a lost key is replaced, a stolen one stops counting, and what it signed is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit.authenticator import PARTY, Authenticator
from kit.covenants import adopted, cosigned, covenant, first_covenant
from kit.journals import draft, fixed_randomness
from kit.table import (
    KEYS,
    LYSORIA,
    MERIDIA,
    OBSERVER,
    ORIGIN,
    SAHLAN,
    SEATS,
    TORVENIA,
    Script,
    terms,
)

from wayhome.acts import Refused, Statement
from wayhome.agreement import CovenantAdopted, InquiryMade, MatchJudged, MatchVerdict, TermsAccepted, TermsProposed
from wayhome.journal import (
    BadSignature,
    Broken,
    Covenant,
    FormerKey,
    MemoryStorage,
    Office,
    SigningKey,
    open_entry,
    sign_covenant,
)
from wayhome.rounds import Draft, Table, disavowed, verify

NEW, SPARE = SigningKey(b"\x51" * 32), SigningKey(b"\x52" * 32)
OTHERS = [KEYS[seat] for seat in SEATS if seat != LYSORIA]


class Sitting:
    """A table whose seats have a covenant, and what they say at it."""

    def __init__(self) -> None:
        self.storage = MemoryStorage()
        self.table = Table(self.storage, ORIGIN, fixed_randomness())
        self.script = Script()
        for statement in self.script.opening():
            self.table.say(draft(statement))

    def say(self, statement: Statement, *keys: SigningKey) -> None:
        key, *others = keys or (KEYS[statement.author],)
        made = draft(statement)
        self.table.say(Draft(made.round, made.author, key, made.time, made.act, made.content, made.to, tuple(others)))

    def adopt(self, made: Covenant, *keys: SigningKey, by: str = SAHLAN) -> None:
        self.say(self.script(by, adopted(made, *keys)))

    def verified(self) -> None:
        self.table.journal.checkpoint(KEYS[SAHLAN])
        verify(self.storage)


@pytest.fixture
def sitting() -> Sitting:
    """A table with its first covenant in force."""
    made = Sitting()
    made.say(first_covenant(made.script))
    return made


def office(*keys: SigningKey, former: int | None = None, threshold: int = 1) -> Office:
    gone = (FormerKey(KEYS[LYSORIA].public.raw, former),) if former is not None else ()
    return Office(tuple(key.public.raw for key in keys), threshold, gone)


def second(lysoria: Office, **changes: object) -> Covenant:
    return covenant(version=2, seats={**covenant().seats, LYSORIA: lysoria}, **changes)


def test_a_lost_key_is_replaced_and_the_round_goes_on(sitting: Sitting) -> None:
    said = sitting.table.journal.next_sequence(LYSORIA) - 1
    sitting.adopt(second(office(NEW, former=said)), NEW, *OTHERS)
    proposed = sitting.script(LYSORIA, TermsProposed(terms()))
    with pytest.raises(BadSignature, match="was revoked"):
        sitting.say(proposed)
    sitting.say(proposed, NEW)
    sitting.say(sitting.script(TORVENIA, TermsAccepted(terms().digest)))
    assert sitting.table.state[sitting.script.name].agreement.terms_in_force
    assert sitting.table.state[sitting.script.name].agreement.seats[LYSORIA].key == str(NEW.public)
    sitting.verified()


def test_what_is_sealed_after_a_rotation_is_sealed_to_the_new_key(sitting: Sitting) -> None:
    sitting.adopt(second(office(NEW, former=9)), NEW, *OTHERS)
    asked = sitting.script(TORVENIA, InquiryMade("one", LYSORIA, ("A",)), LYSORIA)
    sitting.say(asked)
    entry = list(sitting.table.journal.entries())[-1].entry
    assert sitting.table.open(entry, LYSORIA, NEW) == b"sealed"


def test_an_act_signed_offline_before_the_rotation_still_counts(sitting: Sitting) -> None:
    """A tablet at the crossing signs with the old key; its office rotates, trusting that number; then it is sent."""
    journal = sitting.table.journal
    offline = Table(MemoryStorage(), ORIGIN, fixed_randomness())
    offline.journal._storage.append(list(sitting.storage.envelopes()), after=0)
    offline.read_on()
    number = journal.next_sequence(LYSORIA)
    offline.say(draft(sitting.script(LYSORIA, TermsProposed(terms()))))
    late = list(offline.journal.entries())[-1].envelope
    assert open_entry(late).sequence == number
    sitting.adopt(second(office(NEW, former=number)), NEW, *OTHERS)
    journal.append([late], sitting.table._reader.key_of)
    sitting.table.read_on()
    sitting.verified()
    with pytest.raises(BadSignature, match="was revoked"):
        sitting.say(sitting.script(LYSORIA, TermsProposed(terms(exposure=3))))


def test_what_a_stolen_key_had_signed_stands_and_is_named(sitting: Sitting) -> None:
    before = sitting.table.journal.next_sequence(LYSORIA) - 1
    sitting.say(sitting.script(LYSORIA, TermsProposed(terms())))
    assert list(disavowed(sitting.storage, covenant())) == []
    made = second(office(NEW, former=before))
    sitting.adopt(made, NEW, *OTHERS)
    sitting.verified()
    (stolen,) = disavowed(sitting.storage, made)
    assert (stolen.entry.author, stolen.entry.sequence, stolen.entry.kind) == (LYSORIA, before + 1, TermsProposed.kind)


def test_an_office_of_two_keys_signs_with_both(sitting: Sitting) -> None:
    sitting.adopt(second(office(KEYS[LYSORIA], SPARE, threshold=2)), SPARE, *KEYS.values())
    proposed = sitting.script(LYSORIA, TermsProposed(terms()))
    for keys in ((KEYS[LYSORIA],), (SPARE,), (SPARE, NEW)):
        with pytest.raises(BadSignature):
            sitting.say(proposed, *keys)
    sitting.say(proposed, SPARE, KEYS[LYSORIA])
    sitting.verified()


def test_the_keepers_key_is_replaced_too(sitting: Sitting) -> None:
    facilitator = Office((NEW.public.raw,), former=(FormerKey(KEYS[SAHLAN].public.raw, 99),))
    made = covenant(version=2, seats={**covenant().seats, SAHLAN: facilitator})
    others = [KEYS[seat] for seat in SEATS if seat != SAHLAN]
    sitting.adopt(made, NEW, *others, by=LYSORIA)
    with pytest.raises(Broken, match="not signed by the keeper"):
        sitting.verified()
    sitting.storage._checkpoint = None
    sitting.table.journal.checkpoint(NEW)
    verified, state = verify(sitting.storage)
    assert state.covenant == made
    assert verified.cosigned == {}


def test_the_cosignatures_of_all_who_watch_are_found(sitting: Sitting) -> None:
    sitting.table.journal.checkpoint(KEYS[SAHLAN])
    cosigned(sitting.storage)
    verified, _ = verify(sitting.storage)
    assert set(verified.cosigned) == {LYSORIA, TORVENIA, OBSERVER}


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (covenant(keeper=OBSERVER, watching=(LYSORIA, TORVENIA)), "keeper of a covenant is the facilitator"),
        (covenant(watching=(LYSORIA, TORVENIA)), "Those who watch are"),
        (covenant(journal="other.example"), "made for the journal other.example"),
        (covenant(seats={**covenant().seats, "Nobody": office(NEW)}, threshold=4), "no seat Nobody"),
        (covenant(seats={**covenant().seats, MERIDIA: office(NEW)}), "other keys for Meridia"),
        (covenant(version=2), "version 1 comes next"),
    ],
)
def test_a_first_covenant_that_does_not_fit_the_table_is_refused(made: Covenant, why: str) -> None:
    sitting = Sitting()
    with pytest.raises(Refused, match=why):
        sitting.adopt(made, NEW, *KEYS.values())
    assert sitting.table.state.covenant is None


def test_a_covenant_not_everybody_signed_is_refused_whoever_hands_it_in(sitting: Sitting) -> None:
    for by in SEATS:
        with pytest.raises(Refused, match="4 seats have to sign"):
            sitting.adopt(second(office(NEW, former=1)), NEW, *OTHERS[:3], by=by)
    for text in ("", "{}", sign_covenant(covenant(version=2), *KEYS.values()).decode() + " "):
        with pytest.raises(Refused):
            sitting.say(sitting.script(SAHLAN, CovenantAdopted(text)))


def test_a_passkey_stands_beside_a_signature_once_the_covenant_names_it(sitting: Sitting) -> None:
    held = Authenticator()
    with_passkey = Office((KEYS[LYSORIA].public.raw,), passkeys=(held.passkey,))
    sitting.adopt(second(with_passkey, relying_party=PARTY), *KEYS.values())
    judged = draft(sitting.script(LYSORIA, MatchJudged("A", "B", TORVENIA, LYSORIA, MatchVerdict.SAME), LYSORIA))
    made = Draft(judged.round, judged.author, judged.key, judged.time, judged.act, b"why", (LYSORIA,), ask=held.answer)
    sitting.table.say(made)
    sitting.verified()
    stranger = Authenticator(secret=2)
    later = sitting.script.time + timedelta(hours=1)
    with pytest.raises(ValueError, match="doesn't name"):
        sitting.table.say(Draft(made.round, made.author, made.key, later, TermsProposed(terms()), ask=stranger.answer))
