"""The table, the inquiries, the terms, the package and its signatures: what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from kit.asking import Asked
from kit.table import (
    EVERYBODY,
    KEYS,
    LYSORIA,
    MERIDIA,
    OBSERVER,
    PACKAGE,
    PARTIES,
    SAHLAN,
    TORVENIA,
    Script,
    as_counted,
    key_of,
    terms,
)

from wayhome.agreement import (
    HostilitiesEnded,
    InquiryAnswered,
    InquiryMade,
    KeyConfirmed,
    MatchJudged,
    MatchVerdict,
    PackageCountered,
    PackageProposed,
    PackageSigned,
    RefusalRecorded,
    RoundOpened,
    SeatName,
    SeatTaken,
    TermsAccepted,
    TermsCountered,
    TermsProposed,
)
from wayhome.exchange import CountedTerms, UnconditionalTerms, Withheld
from wayhome.people import Category, Condition, Track
from wayhome.rounds import due

OPENING = RoundOpened("Round", PARTIES, OBSERVER, MERIDIA, key_of(SAHLAN))


def opened() -> Asked:
    return Asked(list(Script().opening()))


def asked_about() -> Asked:
    script = Script()
    return Asked([*script.opening(), *script.inquiries()])


def agreed() -> Asked:
    """Terms in force, no package yet."""
    asked = asked_about()
    return asked.say(LYSORIA, TermsProposed(terms())).say(TORVENIA, TermsAccepted(terms().digest))


def proposal(asked: Asked, *returnees) -> PackageProposed:
    return PackageProposed(terms().digest, returnees or PACKAGE, asked.time + timedelta(days=1))


def test_a_round_needs_two_parties_and_a_seat_for_each() -> None:
    nothing = Asked([])
    assert "two parties" in nothing.refuses(SAHLAN, replace(OPENING, parties=(LYSORIA,))).reason
    assert "name of its own" in nothing.refuses(SAHLAN, replace(OPENING, observer=LYSORIA)).reason
    assert "There is no round" in nothing.refuses(LYSORIA, SeatTaken(key_of(LYSORIA))).reason
    assert "open already" in nothing.say(SAHLAN, OPENING).refuses(SAHLAN, OPENING).reason


def test_no_seat_can_be_taken_for_another_by_its_name() -> None:
    nothing = Asked([])
    named = (SeatName(LYSORIA, "Lysoria", "Лизорія", "Лизория", "ليزوريا"),)
    same = (*named, SeatName(TORVENIA, "Torvenia", "Лизорія", "Торвения", "تورفينيا"))
    turned = (SeatName(LYSORIA, "\u202eairosyL", "Лизорія", "Лизория", "ليزوريا"),)
    assert "No two seats go by one name" in nothing.refuses(SAHLAN, replace(OPENING, names=same)).reason
    assert "printable" in nothing.refuses(SAHLAN, replace(OPENING, names=turned)).reason
    assert "once for each" in nothing.refuses(SAHLAN, replace(OPENING, names=(*named, *named))).reason
    nothing.say(SAHLAN, replace(OPENING, names=named))


def test_a_key_of_small_order_is_never_admitted() -> None:
    identity_point = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    assert "can't be admitted" in Asked([]).refuses(SAHLAN, replace(OPENING, key=identity_point)).reason


def test_no_seat_speaks_before_another_has_confirmed_its_key() -> None:
    asked = Asked([]).say(SAHLAN, OPENING).say(LYSORIA, SeatTaken(key_of(LYSORIA)))
    assert "not been confirmed" in asked.refuses(LYSORIA, TermsProposed(terms())).reason
    assert "its own key" in asked.refuses(LYSORIA, KeyConfirmed(LYSORIA, key_of(LYSORIA))).reason
    assert "not the key" in asked.refuses(SAHLAN, KeyConfirmed(LYSORIA, key_of(TORVENIA))).reason
    assert "Nobody has taken" in asked.refuses(SAHLAN, KeyConfirmed(TORVENIA, key_of(TORVENIA))).reason
    asked.say(TORVENIA, SeatTaken(key_of(TORVENIA)))
    unconfirmed = asked.refuses(TORVENIA, KeyConfirmed(LYSORIA, key_of(LYSORIA)))
    assert "Torvenia has not been confirmed" in unconfirmed.reason
    asked.say(SAHLAN, KeyConfirmed(LYSORIA, key_of(LYSORIA))).say(LYSORIA, TermsProposed(terms()))
    assert "taken already" in asked.refuses(LYSORIA, SeatTaken(key_of(MERIDIA))).reason


def test_a_wrong_key_file_locks_nobody_out_and_no_key_holds_two_seats() -> None:
    asked = Asked([]).say(SAHLAN, OPENING)
    assert "the key of Sahlan" in asked.refuses(LYSORIA, SeatTaken(key_of(SAHLAN))).reason
    asked.say(LYSORIA, SeatTaken(key_of(MERIDIA))).say(LYSORIA, SeatTaken(key_of(LYSORIA)))
    assert asked.round.agreement.seats[LYSORIA].key == key_of(LYSORIA)


def test_a_further_round_is_opened_by_the_same_facilitator_under_the_same_keys() -> None:
    asked = opened()
    asked.name = "the next"
    assert "already confirmed" in asked.refuses(MERIDIA, replace(OPENING, reception="Another")).reason
    assert "already confirmed" in asked.refuses(SAHLAN, replace(OPENING, key=key_of(LYSORIA))).reason
    asked.say(SAHLAN, OPENING)
    assert "another key in this journal" in asked.refuses(LYSORIA, SeatTaken(key_of(TORVENIA))).reason
    asked.say(LYSORIA, SeatTaken(key_of(LYSORIA)))


def test_l16_the_end_of_hostilities_holds_for_every_round_of_the_parties() -> None:
    asked = opened().say(SAHLAN, HostilitiesEnded())
    asked.name = "the next"
    asked.say(SAHLAN, OPENING)
    assert asked.round.agreement.hostilities_ended


def test_only_the_party_asked_answers_an_inquiry_about_everyone_once() -> None:
    inquiry = InquiryMade("one", TORVENIA, ("a", "b"))
    assert "sealed to Torvenia" in opened().refuses(LYSORIA, inquiry).reason
    asked = opened().say(LYSORIA, inquiry, TORVENIA)
    assert "nobody else can answer" in asked.refuses(LYSORIA, InquiryAnswered("one", held=("a", "b"))).reason
    assert "exactly once" in asked.refuses(TORVENIA, InquiryAnswered("one", held=("a",))).reason
    assert "exactly once" in asked.refuses(TORVENIA, InquiryAnswered("one", held=("a", "b"), not_held=("b",))).reason
    asked.say(TORVENIA, InquiryAnswered("one", held=("a",), cannot_say=("b",)))
    assert asked.round.agreement.held == {"a": (TORVENIA, LYSORIA)}
    assert "is answered" in asked.refuses(TORVENIA, InquiryAnswered("one", held=("a", "b"))).reason
    assert "another party" in asked.refuses(LYSORIA, InquiryMade("two", LYSORIA, ("c",)), LYSORIA).reason
    asked.say(LYSORIA, InquiryMade("again", TORVENIA, ("a",)), TORVENIA).say(TORVENIA, InquiryAnswered("again", ("a",)))


def test_terms_are_in_force_only_when_every_party_has_accepted_the_very_same() -> None:
    asked = opened().say(LYSORIA, TermsProposed(terms()))
    assert asked.round.agreement.terms_in_force is None
    countered = terms(exposure=3)
    asked.say(TORVENIA, TermsCountered(countered, replaces=terms().digest))
    assert "not the terms on the table" in asked.refuses(LYSORIA, TermsAccepted(terms().digest)).reason
    assert "accepted these terms already" in asked.refuses(TORVENIA, TermsAccepted(countered.digest)).reason
    asked.say(LYSORIA, TermsAccepted(countered.digest))
    assert asked.round.agreement.terms_in_force == countered
    assert "exactly the parties" in asked.refuses(LYSORIA, TermsProposed(replace(terms(), parties=("A", "B")))).reason


def test_l23_terms_that_count_civilians_are_refused_and_the_attempt_is_recorded() -> None:
    asked = opened()
    attempt = TermsProposed(
        replace(terms(), counted=CountedTerms(4, (Category.PRISONER_OF_WAR, Category.CIVILIAN_INTERNEE)))
    )
    refusal = asked.refuses(LYSORIA, attempt)
    assert (refusal.rule, "GC IV 34" in refusal.article) == ("L23", True)
    asked.say(SAHLAN, RefusalRecorded(LYSORIA, attempt.kind, attempt.digest, refusal.rule))
    assert asked.round.agreement.refusals[0].of == LYSORIA
    assert asked.round.agreement.terms is None


def test_nobody_is_put_in_a_package_whom_the_holder_has_not_said_to_hold() -> None:
    asked = agreed()
    stranger = replace(PACKAGE[0], person="NOBODY-ASKED-ABOUT")
    assert "has not answered" in asked.refuses(SAHLAN, proposal(asked, stranger)).reason
    elsewhere = replace(PACKAGE[0], holder=TORVENIA, home=LYSORIA)
    assert "has not answered" in asked.refuses(SAHLAN, proposal(asked, elsewhere)).reason


@pytest.mark.parametrize(
    ("name", "rule"),
    [("LYSORIA-WOUNDED", "L8"), ("LYSORIA-CIVILIAN", "L23"), ("LYSORIA-CHILD", "L23")],
)
def test_l8_l23_nobody_protected_is_counted_in_a_package(name: str, rule: str) -> None:
    asked = agreed()
    package = [as_counted(r) if r.person == name else r for r in PACKAGE]
    assert asked.refuses(SAHLAN, proposal(asked, *package)).rule == rule


def test_l31_a_family_is_not_split_by_a_package() -> None:
    asked = agreed()
    without_child = [r for r in PACKAGE if r.person != "TORVENIA-CHILD"]
    refusal = asked.refuses(SAHLAN, proposal(asked, *without_child))
    assert (refusal.rule, "TORVENIA-CHILD" in refusal.reason) == ("L31", True)


def test_l31_no_family_is_made_up_to_move_somebody_out_of_the_count() -> None:
    asked = agreed()
    package = [
        replace(r, family="made up", track=Track.UNCONDITIONAL) if r.person.endswith("SOLDIER-1") else r
        for r in PACKAGE
    ]
    package = [replace(r, family="made up") if r.person == "LYSORIA-CIVILIAN" else r for r in package]
    assert "named in the inquiries" in asked.refuses(SAHLAN, proposal(asked, *package)).reason


def test_a_package_of_nobody_is_none() -> None:
    asked = agreed()
    assert "each once" in asked.refuses(SAHLAN, replace(proposal(asked), returnees=())).reason


def test_l16_a_package_counted_before_hostilities_ended_is_not_signed_after() -> None:
    asked = agreed()
    package = proposal(asked)
    asked.say(SAHLAN, package).say(LYSORIA, PackageSigned(package.digest)).say(SAHLAN, HostilitiesEnded())
    assert asked.refuses(TORVENIA, PackageSigned(package.digest)).rule == "L16"


def test_l13_nobody_is_withheld_without_a_lawful_reason_and_with_one_the_act_says_so() -> None:
    withheld = Withheld("LYSORIA-SOLDIER-1", LYSORIA, "discipline", "refused to work")
    refusal = opened().refuses(LYSORIA, TermsProposed(replace(terms(), withheld=(withheld,))))
    assert (refusal.rule, "LYSORIA-SOLDIER-1" in refusal.reason) == ("L13", True)
    named = replace(withheld, reason="prosecution", stated="Case 14/26 of the court of Aldport, robbery")
    asked = opened().say(LYSORIA, TermsProposed(replace(terms(), withheld=(named,))))
    assert asked.round.agreement.terms
    assert asked.round.agreement.terms.terms.withheld == (named,)


def test_nobody_withheld_and_no_divided_crew_gets_into_a_package() -> None:
    crew = ("LYSORIA-SOLDIER-1", "LYSORIA-SOLDIER-9")
    withheld = Withheld(crew[0], LYSORIA, "conviction", "Case 14/26 of the court of Aldport, robbery")
    for agreed_on, wrong in (
        (replace(terms(), withheld=(withheld,)), "Withheld by Lysoria"),
        (replace(terms(), together=(crew,)), "A crew goes together or not at all"),
    ):
        asked = asked_about().say(LYSORIA, TermsProposed(agreed_on)).say(TORVENIA, TermsAccepted(agreed_on.digest))
        package = PackageProposed(agreed_on.digest, PACKAGE, asked.time + timedelta(days=1))
        assert wrong in asked.refuses(SAHLAN, package).reason


def test_what_has_no_canonical_form_is_refused_and_breaks_nothing() -> None:
    asked = opened()
    assert "can't be written" in asked.refuses(LYSORIA, TermsProposed(replace(terms(), exposure=2**60))).reason
    decomposed = replace(OPENING, title="Мости\u0306")
    assert "can't be written" in Asked([]).refuses(SAHLAN, decomposed).reason


def test_a_refusal_on_record_names_a_rule_there_is() -> None:
    record = RefusalRecorded(LYSORIA, "terms.proposed", "0" * 64, "L23")
    opened().say(SAHLAN, record)
    for wrong in (replace(record, rule="L99"), replace(record, tried="?"), replace(record, attempt="")):
        opened().refuses(SAHLAN, wrong)


def test_the_counted_part_balances_by_the_terms() -> None:
    asked = agreed()
    short = [r for r in PACKAGE if r.person != "TORVENIA-SOLDIER-1"]
    assert "breaks its terms" in asked.refuses(SAHLAN, proposal(asked, *short)).reason


def test_a_package_is_in_effect_when_each_party_and_then_the_facilitator_has_signed() -> None:
    asked = agreed()
    first = proposal(asked)
    asked.say(SAHLAN, first)
    assert "signs last" in asked.refuses(SAHLAN, PackageSigned(first.digest)).reason
    asked.say(LYSORIA, PackageSigned(first.digest)).say(TORVENIA, PackageSigned(first.digest))
    assert not asked.round.agreement.signed
    assert "signed this package already" in asked.refuses(LYSORIA, PackageSigned(first.digest)).reason
    asked.say(SAHLAN, PackageSigned(first.digest))
    assert len(asked.round.agreement.signed) == len(PACKAGE)
    assert "can't be replaced" in asked.refuses(SAHLAN, first).reason
    assert "new round" in asked.refuses(LYSORIA, TermsProposed(terms(exposure=3))).reason


def test_any_change_voids_every_signature() -> None:
    asked = agreed()
    first = proposal(asked)
    asked.say(SAHLAN, first).say(LYSORIA, PackageSigned(first.digest))
    fewer = tuple(r for r in PACKAGE if not r.person.endswith("SOLDIER-4"))
    second = PackageCountered(first.digest, terms().digest, fewer, first.sign_by)
    asked.say(TORVENIA, second)
    assert asked.round.agreement.package
    assert asked.round.agreement.package.signed_by == ()
    assert "not the package on the table" in asked.refuses(TORVENIA, PackageSigned(first.digest)).reason
    assert "another than the one on the table" in asked.refuses(TORVENIA, replace(second, replaces=first.digest)).reason


def test_signatures_after_the_time_to_sign_count_for_nothing() -> None:
    asked = agreed()
    late = proposal(asked)
    asked.say(SAHLAN, late)
    asked.time = late.sign_by + timedelta(seconds=1)
    assert "time to sign ended" in asked.refuses(LYSORIA, PackageSigned(late.digest)).reason


def test_l16_after_hostilities_no_ratio_can_be_agreed_and_everybody_is_due() -> None:
    asked = agreed()
    assert due(asked.round) == {}
    asked.say(SAHLAN, HostilitiesEnded())
    assert asked.refuses(SAHLAN, proposal(asked)).rule == "L16"
    assert asked.refuses(LYSORIA, TermsProposed(terms(exposure=3))).rule == "L16"
    assert set(due(asked.round)) == {r.person for r in EVERYBODY}
    everyone = replace(terms(), counted=CountedTerms(0), unconditional=UnconditionalTerms(), hostilities_ended=True)
    asked.say(LYSORIA, TermsProposed(everyone)).say(TORVENIA, TermsAccepted(everyone.digest))
    home = tuple(replace(r, track=Track.UNCONDITIONAL) for r in EVERYBODY)
    asked.say(SAHLAN, PackageProposed(everyone.digest, home, asked.time + timedelta(days=1)))


def test_the_kit_has_everybody_the_law_speaks_of() -> None:
    conditions = {condition for returnee in EVERYBODY for condition in returnee.conditions}
    assert {Condition.CHILD, Condition.SERIOUSLY_WOUNDED_OR_SICK} <= conditions
    assert len({str(key.public) for key in KEYS.values()}) == len(KEYS)


SAME, DIFFERENT, UNSURE = MatchVerdict


def match(
    verdict: MatchVerdict, sought: str = "SOUGHT-1", held: str = "TORVENIA-SOLDIER-1", home: str = LYSORIA
) -> MatchJudged:
    return MatchJudged(sought, held, home, TORVENIA if home == LYSORIA else LYSORIA, verdict)


def verdicts(asked: Asked, sought: str = "SOUGHT-1", held: str = "TORVENIA-SOLDIER-1") -> dict[str, MatchVerdict]:
    return dict(asked.round.agreement.judged[sought][held].verdicts)


def test_a_match_is_judged_by_who_seeks_who_holds_and_the_facilitator_and_nobody_else() -> None:
    for seat in (LYSORIA, TORVENIA, SAHLAN):
        assert verdicts(opened().say(seat, match(SAME), seat)) == {seat: SAME}
    for seat in (OBSERVER, MERIDIA):
        assert "can't state this" in opened().refuses(seat, match(SAME), seat).reason
    third = replace(OPENING, parties=(*PARTIES, "Orvelia"), reception=MERIDIA)
    script = Script()
    table = Asked([script(SAHLAN, third)]).say("Orvelia", SeatTaken(key_of(OBSERVER)))
    table = table.say(SAHLAN, KeyConfirmed("Orvelia", key_of(OBSERVER)))
    assert "judged by who seeks" in table.refuses("Orvelia", match(SAME), "Orvelia").reason


def test_by_whom_and_why_is_sealed_to_the_seat_itself_and_to_whom_it_names() -> None:
    asked = opened()
    assert "needs a part sealed to Lysoria" in asked.refuses(LYSORIA, match(SAME)).reason
    assert "needs a part sealed to Lysoria" in asked.refuses(LYSORIA, match(SAME), SAHLAN).reason
    asked.say(LYSORIA, match(SAME), LYSORIA, SAHLAN)
    assert "can't be sealed" in asked.refuses(LYSORIA, match(SAME), LYSORIA, OBSERVER).reason


def test_a_later_verdict_of_a_seat_replaces_its_earlier_one_and_no_other() -> None:
    asked = opened().say(LYSORIA, match(SAME), LYSORIA).say(TORVENIA, match(SAME), TORVENIA)
    asked.say(LYSORIA, match(DIFFERENT), LYSORIA)
    assert verdicts(asked) == {LYSORIA: DIFFERENT, TORVENIA: SAME}


def test_two_seats_may_differ_and_that_is_seen() -> None:
    asked = opened().say(LYSORIA, match(SAME), LYSORIA)
    judged = asked.round.agreement.judged["SOUGHT-1"]["TORVENIA-SOLDIER-1"]
    assert judged.agreed is SAME
    asked.say(TORVENIA, match(UNSURE), TORVENIA)
    judged = asked.round.agreement.judged["SOUGHT-1"]["TORVENIA-SOLDIER-1"]
    assert judged.agreed is None


@pytest.mark.parametrize("other", [match(SAME, held="TORVENIA-SOLDIER-2"), match(SAME, sought="SOUGHT-2")])
def test_a_seat_makes_nobody_two_people(other: MatchJudged) -> None:
    asked = opened().say(LYSORIA, match(SAME), LYSORIA)
    assert "nobody is two people" in asked.refuses(LYSORIA, other, LYSORIA).reason
    asked.say(LYSORIA, match(SAME), LYSORIA)
    asked.say(LYSORIA, replace(other, verdict=DIFFERENT), LYSORIA)
    asked.say(TORVENIA, other, TORVENIA)
    asked.say(LYSORIA, match(UNSURE), LYSORIA).say(LYSORIA, other, LYSORIA)


def test_a_match_is_between_a_person_sought_and_a_person_held_by_two_parties() -> None:
    asked = asked_about()
    turned = match(SAME, home=TORVENIA)
    assert "is said to be held by Torvenia" in asked.refuses(LYSORIA, turned, LYSORIA).reason
    unknown = replace(match(SAME), holder="Orvelia")
    assert "another party holds" in asked.refuses(LYSORIA, unknown, LYSORIA).reason
    alone = replace(match(SAME), holder=LYSORIA)
    assert "another party holds" in asked.refuses(LYSORIA, alone, LYSORIA).reason
    assert "of their own" in asked.refuses(LYSORIA, replace(match(SAME), person_sought=""), LYSORIA).reason
    earlier = opened().say(LYSORIA, match(SAME), LYSORIA)
    assert "known as of somebody held by Torvenia" in earlier.refuses(SAHLAN, turned, SAHLAN).reason


@pytest.mark.parametrize("verdict", MatchVerdict)
@pytest.mark.parametrize("seat", [LYSORIA, TORVENIA, SAHLAN])
def test_no_verdict_takes_anybody_out_of_a_package_or_brings_anybody_in(seat: str, verdict: MatchVerdict) -> None:
    script = Script()
    asked = Asked([*script.opening(), *script.inquiries(), *script.agreeing(terms())])
    before = asked.round
    for returnee in PACKAGE:
        if seat in (returnee.holder, returnee.home, SAHLAN):
            about = match(verdict, f"SOUGHT-{returnee.person}", returnee.person, returnee.home)
            asked.say(seat, about, seat)
    assert replace(asked.round, agreement=replace(asked.round.agreement, judged={})) == before

    asked = agreed()
    for returnee in PACKAGE:
        if seat in (returnee.holder, returnee.home, SAHLAN):
            about = match(verdict, f"SOUGHT-{returnee.person}", returnee.person, returnee.home)
            asked.say(seat, about, seat)
    proposal = PackageProposed(terms().digest, PACKAGE, asked.time + timedelta(days=2))
    asked.say(SAHLAN, proposal)
    for signatory in (*PARTIES, SAHLAN):
        asked.say(signatory, PackageSigned(proposal.digest))
    assert asked.round.agreement.in_effect
