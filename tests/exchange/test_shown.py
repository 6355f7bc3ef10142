"""What a party is shown of a package: its own people's reasons, of others the hard terms, nothing of their order."""

import json
from datetime import date

import pytest
from exchange.by_hand import LYSORIA, TORVENIA, VARNIA, held, soldiers, terms

from wayhome.exchange import Code, CountedTerms, Order, Withheld, package_of, seen_by, shown_json, solve
from wayhome.people.languages import LANGUAGES

COUNTED = CountedTerms(4, asked_by_name=2)
UNFIT = Withheld("b3", TORVENIA, "unfit", "by the camp surgeon", date(2027, 1, 1))
POOL = [
    *(
        held(f"a{each}", since=f"2022-0{each}-01", held_id=f"HELD-{each}", sought_id=f"SOUGHT-{each}")
        for each in range(1, 9)
    ),
    *soldiers(9, TORVENIA, LYSORIA),
    held("b3", TORVENIA, LYSORIA, born="1990"),
]
ORDER = Order(TORVENIA, ("named", "held_longer_than_777_days", "longest_held"), ("a7", "a8"))


def package(*orders):
    return package_of(solve(terms(counted=COUNTED, withheld=(UNFIT,)), POOL, orders))


def test_its_own_people_are_explained_whole():
    told = {each.person: each for each in seen_by(package(ORDER), POOL, TORVENIA).explanations}
    assert dict(told["a7"].parameters) == {"tier": 1, "of": 8}
    assert told["a5"].code is Code.WAITS_FOR_THE_TERMS
    assert "more_most" in dict(told["a5"].parameters)


def test_of_the_others_it_sees_the_hard_terms_only():
    told = {each.person: each for each in seen_by(package(ORDER), POOL, LYSORIA).explanations}
    assert (told["a7"].code, told["a7"].parameters) == (Code.COUNTED, ())
    assert (told["a5"].code, told["a5"].parameters) == (Code.WAITS_FOR_THE_TERMS, (("terms", "counted.most"),))
    assert dict(told["b3"].parameters)["until"] == "2027-01-01"


@pytest.mark.parametrize("party", [LYSORIA, VARNIA])
def test_no_trace_of_another_partys_order_is_in_its_file(party):
    parties = (LYSORIA, TORVENIA, VARNIA)
    pool = [*POOL, *soldiers(3, VARNIA, LYSORIA), *soldiers(3, LYSORIA, VARNIA)]
    agreed = terms(counted=COUNTED, withheld=(UNFIT,), parties=parties)
    written = shown_json(package_of(solve(agreed, pool, [ORDER])), pool, party).decode()
    for canary in ("named", "777", "longest_held"):
        assert canary not in written
    file = json.loads(written)
    theirs = [each for each in file["explanations"] if each["home"] == TORVENIA]
    assert not {"tier", "of", "equal", "going", "chance", "more_most", "more_seats", "more_released", "round"} & {
        name for each in theirs for name in each["parameters"]
    }
    assert [
        stage for stage in file["stages"] if stage["name"].startswith("criteria") and stage["about"][0] == TORVENIA
    ] == []


def test_another_order_of_equal_outcome_changes_no_byte_of_the_others_file():
    agreed = terms(counted=COUNTED, withheld=(UNFIT,))
    one = Order(TORVENIA, ("named", "longest_held"), ("a1", "a2"))
    files = [
        shown_json(package_of(solve(agreed, POOL, [order])), POOL, LYSORIA)
        for order in (one, Order(TORVENIA, ("longest_held",)))
    ]
    assert files[0] == files[1]


def test_a_party_reads_its_own_references_and_never_the_others():
    written = {party: shown_json(package(ORDER), POOL, party).decode() for party in (LYSORIA, TORVENIA)}
    assert "HELD-1" in written[LYSORIA]
    assert "SOUGHT-" not in written[LYSORIA]
    assert "SOUGHT-1" in written[TORVENIA]
    assert "HELD-" not in written[TORVENIA]


def test_people_who_are_neither_held_by_it_nor_its_own_are_not_in_it():
    agreed = terms(counted=COUNTED, withheld=(UNFIT,), parties=(LYSORIA, TORVENIA, VARNIA))
    pool = [*POOL, *soldiers(3, VARNIA, LYSORIA)]
    seen = seen_by(package_of(solve(agreed, pool, [ORDER])), pool, VARNIA)
    assert {each.person for each in seen.explanations} == {f"{VARNIA}-000{each}" for each in range(3)}


def test_the_words_are_there_in_every_language():
    file = json.loads(shown_json(package(), POOL, TORVENIA))
    assert all(tuple(each["words"]) == LANGUAGES for each in file["explanations"])


def test_a_stranger_sees_nothing():
    with pytest.raises(ValueError, match="no party to the terms"):
        seen_by(package(), POOL, "Nowhere")
