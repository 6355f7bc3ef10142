import json

import pytest
from exchange.by_hand import CHILD, LYSORIA, TORVENIA, VARNIA, WOUNDED, around, held, rounds, soldiers, terms
from hypothesis import given, settings

from wayhome.exchange import (
    BadPackage,
    Balance,
    Criterion,
    Identity,
    Share,
    package_json,
    plan,
    read_identities,
    read_package,
)

AGREED = terms(most=1, seats=5, criteria=[Criterion.LONGEST_HELD])
POOL = [
    held("K2QX", LYSORIA, TORVENIA, WOUNDED, held_id="L-1", sought_id="T-1"),
    held("M4AA", LYSORIA, TORVENIA, CHILD, family="M4AA", held_id="L-2", sought_id="Т-2"),
    held("N7BB", family="M4AA", held_id="L-3", sought_id="T-3"),
    *soldiers(2, LYSORIA, TORVENIA),
    *soldiers(1, TORVENIA, LYSORIA),
]


@settings(max_examples=40, deadline=None)
@given(rounds())
def test_a_package_reads_back_as_it_was_written(drawn):
    agreed, pool = drawn
    package = plan(agreed, pool)
    assert read_package(package_json(package, pool)) == package


def test_that_no_plan_of_pairs_is_possible_reads_back_with_its_proof():
    least = (Share("women", TORVENIA, least=1),)
    agreed = terms(most=2, parties=(LYSORIA, TORVENIA, VARNIA), balance=Balance.CIRCLE, shares=least)
    package = plan(agreed, around(2))
    data = package_json(package, around(2))
    assert read_package(data) == package
    fallback = json.loads(data)["certificate"]["fallback"]
    assert fallback["heads"] == [["Lysoria", 0], ["Torvenia", 0], ["Varnia", 0]]
    multipliers = [[["share", "0", "Torvenia", "least"], "-1"], [["balance", "Lysoria", "Torvenia"], "1"]]
    assert fallback["impossible"] == [{"cuts": [], "multipliers": multipliers}]


def test_the_file_says_everything_to_a_reader():
    data = package_json(plan(AGREED, POOL), POOL)
    said = json.loads(data)
    assert list(said) == ["format", "terms", "terms_digest", "returnees", "explanations", "certificate"]
    assert said["returnees"][0] == {
        "person": "K2QX",
        "holder": "Lysoria",
        "home": "Torvenia",
        "track": "unconditional",
        "category": "prisoner_of_war",
        "conditions": ["seriously_wounded_or_sick"],
        "family": "",
        "held_id": "L-1",
        "sought_id": "T-1",
    }
    counted = said["terms"]["counted"]
    assert (counted["most"], counted["categories"]) == (1, ["prisoner_of_war", "accompanying_armed_forces"])
    assert said["terms_digest"] == AGREED.digest
    waiting = next(each for each in said["explanations"] if each["person"] == f"{LYSORIA}-0001")
    assert waiting["parameters"]["tier"] == 2
    assert "Stands at place 2 of 2" in waiting["words"]
    assert "Т-2" in data.decode("utf-8")
    assert data.endswith(b"}\n")


def test_the_lists_own_references_read_back():
    identities = read_identities(package_json(plan(AGREED, POOL), POOL))
    assert identities[:3] == (
        Identity("K2QX", "L-1", "T-1"),
        Identity(f"{LYSORIA}-0000", "", ""),
        Identity("M4AA", "L-2", "Т-2"),
    )


def test_spaces_and_the_order_of_keys_are_free():
    data = package_json(plan(AGREED, POOL), POOL)
    assert read_package(json.dumps(json.loads(data), sort_keys=False).encode()) == read_package(data)


def _set(place, value):
    def change(said):
        *way, last = place
        for step in way:
            said = said[step]
        said[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (_set(["format"], "wayhome package 9"), "format"),
        (_set(["terms", "counted", "most"], 2), "terms_digest"),
        (_set(["terms", "day"], "tomorrow"), "terms.day"),
        (_set(["terms", "exposure"], 0), "terms"),
        (_set(["terms_digest"], "0" * 64), "terms_digest"),
        (_set(["returnees", 0, "track"], "priority"), "returnees[0].track"),
        (_set(["returnees", 0, "fame"], 5), "returnees[0].fame"),
        (_set(["returnees", 0, "held_id"], 7), "returnees[0].held_id"),
        (_set(["explanations", 1, "words"], "Goes because we say so."), "explanations[1].words"),
        (_set(["explanations", 1, "parameters"], {}), "explanations[1].parameters"),
        (_set(["explanations", 1, "included"], 1), "explanations[1].included"),
        (_set(["certificate", "stages", 0, "bound"], "5"), "certificate.stages[0].bound"),
        (_set(["certificate", "stages", 0, "value"], 5.0), "certificate.stages[0].value"),
        (_set(["note"], "see overleaf"), "note"),
        (lambda said: said["returnees"][0].pop("conditions"), "returnees[0].conditions"),
        (lambda said: said["returnees"][0].pop("person"), "returnees[0]"),
        (lambda said: said.pop("certificate"), "the file"),
    ],
)
def test_a_file_changed_by_hand_is_refused_where_it_was_changed(change, place):
    said = json.loads(package_json(plan(AGREED, POOL), POOL))
    change(said)
    with pytest.raises(BadPackage) as refusal:
        read_package(json.dumps(said).encode())
    assert refusal.value.place == place


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b"NaN"])
def test_what_is_no_package_file_is_refused(data):
    with pytest.raises(BadPackage):
        read_package(data)


def test_a_key_that_stands_twice_is_refused():
    data = package_json(plan(AGREED, POOL), POOL)
    with pytest.raises(BadPackage, match="twice"):
        read_package(data.replace(b'"format"', b'"format": "wayhome package 0",\n "format"'))


def test_a_package_is_written_only_with_its_own_pool():
    with pytest.raises(BadPackage, match=r"returnees\[1\]\.person"):
        package_json(plan(AGREED, POOL), POOL[:1])
