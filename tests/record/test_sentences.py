"""The stock of sentences: complete in every language, and never untrue to the acts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.acts import Refused
from wayhome.agreement import SeatName
from wayhome.claims import Answer, ClaimAnswered, ClaimKind, ClaimLodged, ClaimSettled, ClaimWithdrawn
from wayhome.people.languages import LANGUAGES
from wayhome.reception import Care, ReceivedIntoCare
from wayhome.record import Parameter, SentenceProposed
from wayhome.record.sentences import SENTENCES, communique, named, sentence_of, untrue, wording

RETURNED = SentenceProposed(
    "returned_counted", (Parameter("heads", 3), Parameter("holder", "lysoria"), Parameter("home", "torvenia"))
)


def example(sentence: str, **given: str | int) -> SentenceProposed:
    """A sentence of the stock with a value of its own for every parameter that isn't given."""
    of_stock = SENTENCES[sentence]
    values: dict[str, str | int] = {name: f"{name} of the example" for name in (*of_stock.seats, *of_stock.names)}
    values |= {name: 101 + place for place, name in enumerate(of_stock.figures)}
    values |= dict.fromkeys(of_stock.kinds, "people_withheld") | given
    return SentenceProposed(sentence, tuple(Parameter(name, values[name]) for name in of_stock.parameters))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_says_every_seat_and_figure_in_every_language(sentence: str, language: str) -> None:
    act = example(sentence)
    words = wording(act, (), language)
    assert "{" not in words
    for name, value in act.values.items():
        if name in (*SENTENCES[sentence].seats, *SENTENCES[sentence].figures):
            assert str(value) in words, f"{name} is missing"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("civilians", ["civilians", "people"])
@pytest.mark.parametrize("kind", ClaimKind)
def test_every_kind_of_claim_has_words_in_every_language(kind: ClaimKind, civilians: str, language: str) -> None:
    words = wording(example("claim_and_answer", about=f"{civilians}_{kind}"), (), language)
    assert words.count("against of the example") >= 2
    other = "people" if civilians == "civilians" else "civilians"
    assert words != wording(example("claim_and_answer", about=f"{other}_{kind}"), (), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", Answer)
def test_every_answer_has_words_in_every_language_and_is_not_said_when_not_given(answer: Answer, language: str) -> None:
    none = dict.fromkeys(map(str, Answer), 0)
    silent = wording(example("claim_and_answer", **none), (), language)
    words = wording(example("claim_and_answer", **(none | {answer.value: 7})), (), language)
    assert "7" in words
    assert "7" not in silent
    assert "0" not in silent.replace("101", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_differ(language: str) -> None:
    others = [other for other in LANGUAGES if other != language]
    for sentence, of_stock in SENTENCES.items():
        assert of_stock.words[language] not in [of_stock.words[other] for other in others], sentence


def test_what_the_acts_say_can_be_said(sample, true_sentences) -> None:
    for sentence, chosen in true_sentences:
        act = sentence_of(sentence, chosen, *sample.states)
        assert untrue(act, *sample.states) is None, sentence


def test_the_figures_are_those_of_the_acts(sample, true_sentences) -> None:
    said = [sentence_of(sentence, chosen, *sample.states).values for sentence, chosen in true_sentences]
    assert [values.get("heads") for values in said] == [3, 4, 2, 2, None, 11, 1, 20, 3, None]
    assert (said[2]["civilians"], said[2]["wounded"]) == (2, 1)
    assert (said[3]["civilians"], said[3]["wounded"]) == (1, 1)
    assert [said[7][answer] for answer in ("not_held", "free_to_leave", "will_return")] == [12, 8, 0]


@given(heads=st.integers(-1, 1000).filter(lambda heads: heads != 3))
def test_no_other_figure_can_be_said(sample_once, heads: int) -> None:
    reason = untrue(
        replace(RETURNED, parameters=(Parameter("heads", heads), *RETURNED.parameters[1:])), *sample_once.states
    )
    assert str(reason) == f"By the acts, heads is 3; the sentence says {heads}."


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (SentenceProposed("returned_heroes", ()), "There is no sentence “returned_heroes”"),
        (
            replace(RETURNED, parameters=RETURNED.parameters[:2]),
            "exactly these values, in this order: heads, holder, home",
        ),
        (replace(RETURNED, parameters=RETURNED.parameters[::-1]), "in this order"),
        (replace(RETURNED, parameters=(*RETURNED.parameters, Parameter("thanks", "all"))), "exactly these values"),
        (replace(RETURNED, parameters=(Parameter("heads", "3"), *RETURNED.parameters[1:])), "heads is a whole number"),
        (replace(RETURNED, parameters=(*RETURNED.parameters[:2], Parameter("home", 3))), "home is a name"),
        (
            replace(RETURNED, parameters=(*RETURNED.parameters[:2], Parameter("home", "arcadia"))),
            "There is no seat arcadia",
        ),
        (
            replace(RETURNED, parameters=(*RETURNED.parameters[:2], Parameter("home", "meridia"))),
            "meridia is facilitator in this round, not party",
        ),
        (
            replace(RETURNED, parameters=(*RETURNED.parameters[:2], Parameter("home", "lysoria"))),
            "are different ones",
        ),
    ],
)
def test_a_sentence_that_is_none_of_the_stock_is_refused_in_words(sample, act: SentenceProposed, reason: str) -> None:
    assert reason in str(untrue(act, *sample.states))


def test_nobody_has_returned_before_anybody_crossed(signed) -> None:
    assert str(untrue(RETURNED, *signed.states)) == (
        "Nobody of the counted part held by lysoria has been received by torvenia."
    )


def test_care_is_said_only_when_everybody_received_has_both_kinds(sample) -> None:
    chosen = {"reception": "Northern Clinic"}
    assert sentence_of("reception_care", chosen, *sample.states).values["heads"] == 11
    sample.reception = replace(sample.reception, care={**sample.reception.care, "LT1": (Care.MEDICAL,)})
    with pytest.raises(Refused, match="1 are without"):
        sentence_of("reception_care", chosen, *sample.states)
    sample.say("Northern Clinic", ReceivedIntoCare(("LT1",), (Care.PSYCHOLOGICAL,)))
    assert sentence_of("reception_care", chosen, *sample.states).values["heads"] == 11


def test_no_shortfall_is_said_where_there_is_none(sample) -> None:
    with pytest.raises(Refused, match="there is no shortfall"):
        sentence_of("shortfall", {"holder": "torvenia", "home": "lysoria"}, *sample.states)


def test_a_claim_is_said_with_every_answer_given_and_no_longer_when_one_is_added(sample) -> None:
    chosen = {"claim": "T-missing", "by": "torvenia", "against": "lysoria"}
    unanswered = sentence_of("claim_and_answer", chosen, *sample.states)
    assert wording(unanswered, sample.agreement.names, "en") == (
        "According to Torvenia, the number of its people believed held by Lysoria and not accounted for: 3. "
        "No answer of Lysoria is on record."
    )
    sample.say("lysoria", ClaimAnswered("T-missing", Answer.BEING_TRACED, 3))
    assert str(untrue(unanswered, *sample.states)) == "By the acts, being_traced is 3; the sentence says 0."
    answered = sentence_of("claim_and_answer", chosen, *sample.states)
    assert wording(answered, sample.agreement.names, "en").endswith(
        "According to Lysoria, the number of those whose fate is being traced: 3."
    )


@pytest.mark.parametrize("end", [ClaimSettled("T-missing"), ClaimWithdrawn("T-missing")])
def test_a_claim_that_has_ended_is_not_said(sample, end) -> None:
    sample.say("torvenia", end)
    with pytest.raises(Refused, match="no longer stated"):
        sentence_of("claim_and_answer", {"claim": "T-missing", "by": "torvenia", "against": "lysoria"}, *sample.states)


@pytest.mark.parametrize("chosen", [("no such", "torvenia", "lysoria"), ("T-missing", "lysoria", "torvenia")])
def test_a_claim_nobody_lodged_so_is_not_said(sample, chosen) -> None:
    with pytest.raises(Refused, match="There is no claim"):
        sentence_of("claim_and_answer", dict(zip(("claim", "by", "against"), chosen, strict=True)), *sample.states)


def test_who_must_confirm_is_who_is_named(sample, true_sentences) -> None:
    must = {sentence: set(named(sentence_of(sentence, chosen, *sample.states))) for sentence, chosen in true_sentences}
    assert must["good_offices"] == {"meridia", "lysoria", "torvenia"}
    assert must["reception_care"] == {"Northern Clinic"}
    assert must["claim_and_answer"] == {"lysoria", "torvenia"}
    assert named(RETURNED) == ("lysoria", "torvenia")


def test_seats_are_called_by_their_names_in_the_language() -> None:
    names = (SeatName("lysoria", "Lysoria", "Лісорія", "Лисория", "ليسوريا"),)
    assert wording(RETURNED, names, "uk") == (
        "Кількість людей, які повернулися у врівноваженій частині узгодженого переліку: 3. "
        "Сторона, що утримувала: Лісорія; сторона, що прийняла: torvenia."
    )
    assert wording(RETURNED, (SeatName("lysoria", "", "", "", ""),), "en") == wording(RETURNED, (), "en")


def test_a_figure_is_never_taken_for_a_seat() -> None:
    names = (SeatName("3", "Three", "Три", "Три", "ثلاثة"),)
    assert wording(RETURNED, names, "en").endswith(": 3.")


def test_in_arabic_every_figure_and_name_is_isolated() -> None:
    names = (SeatName("lysoria", "Lysoria", "Лісорія", "Лисория", "ليسوريا"),)
    words = wording(RETURNED, names, "ar")
    for value in ("ليسوريا", "torvenia", "3"):
        assert f"\u2068{value}\u2069" in words
    assert words.count("\u2068") == words.count("\u2069") == 3
    # The letters outside the isolates are of one direction, so nothing can reorder them.
    outside = "".join(part.split("\u2069")[-1] for part in words.split("\u2068"))
    assert not any(letter.isascii() and letter.isalnum() for letter in outside)


def test_a_name_written_from_right_to_left_is_isolated_in_the_other_languages() -> None:
    names = (SeatName("lysoria", "ليسوريا", "Лісорія", "Лисория", "ليسوريا"),)
    assert "\u2068ليسوريا\u2069" in wording(RETURNED, names, "en")
    assert "\u2068" not in wording(RETURNED, names, "uk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_communique_is_its_sentences_in_order_and_what_stands_behind_them(sample, publish, language: str) -> None:
    publish(sample)
    acts = [sample.record.sentences[digest].proposed for digest in sample.record.published]
    text = communique(sample.time.date(), acts, sample.agreement.names, "ab" * 32, language)
    _, day, *paragraphs, closing = text.rstrip("\n").split("\n\n")
    assert "2031-08-22" in day
    assert paragraphs == [wording(act, sample.agreement.names, language) for act in acts]
    assert "ab" * 32 in closing


def test_a_claim_lodged_of_people_who_are_no_civilians_does_not_say_civilians(sample) -> None:
    sample.say("lysoria", ClaimLodged("L-owed", "torvenia", ClaimKind.OWED, 2, civilians=False))
    act = sentence_of("claim_and_answer", {"claim": "L-owed", "by": "lysoria", "against": "torvenia"}, *sample.states)
    assert act.values["about"] == "people_owed"
    assert "civilian" not in wording(act, sample.agreement.names, "en")
