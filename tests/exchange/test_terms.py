from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest
from exchange.by_hand import LYSORIA, TORVENIA, lawful_terms, soldiers, terms
from hypothesis import given, settings

from wayhome.exchange import (
    BadTerms,
    CountedTerms,
    Criterion,
    Terms,
    UnconditionalTerms,
    UnlawfulTerms,
    Withheld,
    dix_hill_1862,
    forbidden,
    in_words,
    plan,
    read_terms,
    terms_toml,
)
from wayhome.people.categories import Category

AGREED = """\
parties = ["Lysoria", "Torvenia"]
day = 2026-08-24
exposure = 10
criteria = ["longest_held", "women"]

[counted]
most = 146

[unconditional]
seats = 60
"""


def test_what_the_parties_wrote_is_what_the_terms_say():
    assert read_terms(AGREED) == Terms(
        parties=(LYSORIA, TORVENIA),
        day=date(2026, 8, 24),
        exposure=10,
        counted=CountedTerms(146, (Category.PRISONER_OF_WAR, Category.ACCOMPANYING)),
        unconditional=UnconditionalTerms(60),
        criteria=(Criterion.LONGEST_HELD, Criterion.WOMEN),
        hostilities_ended=False,
    )


def test_a_file_reads_as_its_text_and_is_named_in_errors(tmp_path):
    path = tmp_path / "terms.toml"
    path.write_text(AGREED, encoding="utf-8")
    assert read_terms(path) == read_terms(AGREED)
    path.write_bytes(b'parties = ["\xff"]')
    with pytest.raises(BadTerms, match=r"terms\.toml: byte 13: expected text in UTF-8"):
        read_terms(path)


@settings(max_examples=200)
@given(lawful_terms())
def test_terms_survive_toml_and_json(agreed):
    assert not forbidden(agreed)
    assert read_terms(terms_toml(agreed)) == agreed
    decoded = msgspec.json.decode(msgspec.json.encode(agreed), type=Terms)
    assert (decoded, decoded.digest) == (agreed, agreed.digest)


def test_party_names_in_any_script_survive_toml():
    agreed = terms(parties=('Лисорія "північна"', "تورفينيا", "a\\b"))
    assert read_terms(terms_toml(agreed)) == agreed


@pytest.mark.parametrize(
    ("written", "article"),
    [
        ('criteria = ["nationality"]', "GC III 14, 16"),
        ('criteria = ["fame"]', "GC III 14, 16"),
        ("price = 5", "GC III 14, 16"),
        ("fame = true", "GC III 14, 16"),
        ("[weights]\nofficers = 2", "GC III 14, 16"),
        ('counted.most = 5\ncounted.categories = ["prisoner_of_war", "civilian_internee"]', "GC IV 34"),
        ('counted.most = 5\ncounted.categories = ["retained_personnel"]', "GC III 33"),
        ("counted.most = 5\ncounted.children = 2", "GC IV 34"),
        ('counted.most = 5\ncounted.categories = ["seriously_wounded_or_sick"]', "GC III 109"),
        ("hostilities_ended = true\ncounted.most = 5", "GC III 118"),
    ],
)
def test_what_the_law_forbids_is_refused_with_its_article(written, article):
    with pytest.raises(UnlawfulTerms) as refusal:
        read_terms(f'parties = ["Lysoria", "Torvenia"]\nday = 2026-08-24\nexposure = 1\n{written}')
    assert any(article in breach.article for breach in refusal.value.breaches)
    assert article in str(refusal.value)


def test_forbidden_terms_can_be_named_but_nothing_is_planned_under_them():
    named = terms(most=5, categories=(Category.CIVILIAN_INTERNEE,))
    with pytest.raises(UnlawfulTerms, match="GC IV 34"):
        plan(named, [])
    with pytest.raises(UnlawfulTerms, match="GC III 118"):
        plan(terms(most=5, hostilities_ended=True), [])


@pytest.mark.parametrize(
    ("found", "instead", "key"),
    [
        ("exposure = 10", "exposure = 0", "exposure"),
        ("exposure = 10", "", "exposure"),
        ("exposure = 10", "exposure = true", "exposure"),
        ("day = 2026-08-24", 'day = "tomorrow"', "day"),
        ("day = 2026-08-24", "day = 2026-08-24T10:00:00", "day"),
        ('["Lysoria", "Torvenia"]', '["Lysoria"]', "parties"),
        ('["Lysoria", "Torvenia"]', '["Lysoria", "Lysoria"]', "parties"),
        ('["Lysoria", "Torvenia"]', '["Lysoria", ""]', "parties"),
        ("most = 146", "most = -1", "counted.most"),
        ("most = 146", "", "counted.most"),
        ("most = 146", "most = 146.0", "counted.most"),
        ("most = 146", "most = 146\ncategories = []", "counted.categories"),
        ("most = 146", 'most = 146\ncategories = ["sailor"]', "counted.categories"),
        ("most = 146", "most = 146\nat_least = 3", "counted.at_least"),
        ("seats = 60", "seats = -1", "unconditional.seats"),
        ('["longest_held", "women"]', '["women", "women"]', "criteria"),
        ('["longest_held", "women"]', "3", "criteria"),
        ("exposure = 10", "exposure = 10\nfairness = 1", "fairness"),
        ("exposure = 10", "exposure = ", "the text"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_its_cure(found, instead, key):
    with pytest.raises(BadTerms) as refusal:
        read_terms(AGREED.replace(found, instead))
    assert refusal.value.key == key
    assert refusal.value.expected
    assert refusal.value.mend


def test_the_digest_changes_with_every_term_and_with_nothing_else():
    agreed = read_terms(AGREED)
    others = [
        replace(agreed, day=date(2026, 8, 25)),
        replace(agreed, exposure=11),
        replace(agreed, criteria=(Criterion.WOMEN, Criterion.LONGEST_HELD)),
        replace(agreed, counted=CountedTerms(147)),
        replace(agreed, unconditional=UnconditionalTerms(None)),
    ]
    assert len({each.digest for each in [agreed, *others]}) == 6
    assert read_terms(terms_toml(agreed)).digest == agreed.digest


EVERYTHING = (
    AGREED
    + """
[[counted.ratio]]
party = "Lysoria"
heads = 2

[counted.equivalents]
band = 3

[[counted.equivalents.ranks]]
rank = "Captain"
privates = 6

[[counted.shares]]
of = "younger_than_25"
home = "Torvenia"
least = 2
most = 9
least_percent = 10
most_percent = 90

[[seats]]
holder = "Lysoria"
place = "Camp 3"
counted = 40
unconditional = 20

[[withheld]]
person = "K7Q2"
by = "Lysoria"
reason = "prosecution"
stated = "Case 14/26 of the court of Aldport, robbery"
until = 2026-12-01
"""
)


@pytest.mark.parametrize(
    ("found", "instead", "key"),
    [
        ("heads = 2", "heads = 0", "counted.ratio.heads"),
        ("heads = 2", 'heads = "2"', "counted.ratio.heads"),
        ("heads = 2", "", "counted.ratio.heads"),
        ('party = "Lysoria"', 'party = "Nowhere"', "counted.ratio.party"),
        ("heads = 2", 'heads = 2\n[[counted.ratio]]\nparty = "Lysoria"\nheads = 1', "counted.ratio"),
        ("most = 146", 'most = 146\nbalance = "circle"', "counted.ratio"),
        ("band = 3", "band = 3\ninstead_of_heads = true", "counted.ratio"),
        ("band = 3", "band = -1", "counted.equivalents.band"),
        ("band = 3", "band = 3\nranks = []", "the text"),
        ("band = 3", "band = 3\nranked = 1", "counted.equivalents.ranked"),
        ("privates = 6", "privates = 0", "counted.equivalents.ranks.privates"),
        ('rank = "Captain"', 'rank = " Captain"', "counted.equivalents.ranks.rank"),
        (
            "privates = 6",
            'privates = 6\n[[counted.equivalents.ranks]]\nrank = "captain "\nprivates = 3',
            "counted.equivalents.ranks.rank",
        ),
        (
            "privates = 6",
            'privates = 6\n[[counted.equivalents.ranks]]\nrank = "CAPTAIN"\nprivates = 3',
            "counted.equivalents.ranks",
        ),
        ('home = "Torvenia"', 'home = "Nowhere"', "counted.shares.home"),
        ("least = 2", "least = 10", "counted.shares.least"),
        ("least = 2", "least = -1", "counted.shares.least"),
        ("least_percent = 10", "least_percent = 91", "counted.shares.least_percent"),
        ("most_percent = 90", "most_percent = 101", "counted.shares.most_percent"),
        ("most_percent = 90", "most_percent = 9.5", "counted.shares.most_percent"),
        ("least = 2\nmost = 9\nleast_percent = 10\nmost_percent = 90", "", "counted.shares"),
        ("counted = 40\nunconditional = 20", "", "seats"),
        ("counted = 40", "counted = -1", "seats.counted"),
        ("unconditional = 20", "unconditional = true", "seats.unconditional"),
        ('holder = "Lysoria"', 'holder = "Nowhere"', "seats.holder"),
        ('place = "Camp 3"', "", "seats.place"),
        ('place = "Camp 3"', "place = 3", "seats.place"),
        ('by = "Lysoria"', 'by = "Nowhere"', "withheld.by"),
        ('by = "Lysoria"', "", "withheld.by"),
        ('person = "K7Q2"', 'person = ""', "withheld.person"),
        ("until = 2026-12-01", 'until = "soon"', "withheld.until"),
        ("until = 2026-12-01", "untill = 2026-12-01", "withheld.untill"),
        ("exposure = 10", "exposure = 10\nlater_rounds = [2026-08-24]", "later_rounds"),
        ("exposure = 10", "exposure = 10\nlater_rounds = [2026-10-24, 2026-09-24]", "later_rounds"),
        ("exposure = 10", "exposure = 10\nlater_rounds = 3", "later_rounds"),
        ("exposure = 10", 'exposure = 10\ntogether = [["K7Q2"]]', "together"),
        ("exposure = 10", 'exposure = 10\ntogether = [["A", "B"], ["B", "C"]]', "together"),
        ("exposure = 10", 'exposure = 10\ntogether = [["A", 2]]', "together"),
        ("exposure = 10", 'exposure = 10\ntogether = [["A", ""]]', "together"),
        ("Case 14/26 of", "Case 14/26\\nof", "withheld.stated"),
        ("exposure = 10", "exposure = 9007199254740992", "exposure"),
        ("most = 146", "most = 146\nasked_by_name = -1", "counted.asked_by_name"),
        ("most = 146", 'most = 146\nbalance = "square"', "counted.balance"),
    ],
)
def test_a_mistake_in_any_table_is_named_with_its_key_and_its_cure(found, instead, key):
    assert read_terms(EVERYTHING)
    written = EVERYTHING.replace(found, instead, 1)
    assert written != EVERYTHING
    with pytest.raises(BadTerms, match=r"expected .*to mend it, ") as refusal:
        read_terms(written)
    assert refusal.value.key == key


def test_a_table_given_twice_names_its_key():
    for table in ("seats", "withheld"):
        start = EVERYTHING.index(f"[[{table}]]")
        again = EVERYTHING[start:].partition("\n\n")[0]
        with pytest.raises(BadTerms) as refusal:
            read_terms(f"{EVERYTHING}\n{again}")
        assert refusal.value.key == table


def test_a_rank_stands_for_what_the_table_says_however_it_is_spaced_and_for_one_otherwise():
    table = read_terms(EVERYTHING).counted.equivalents
    assert [table.privates(rank) for rank in ("captain", " CAPTAIN ", "major", "")] == [6, 6, 1, 1]


def test_withholding_without_a_lawful_reason_can_be_named_but_nothing_is_planned_under_it():
    agreed = terms(withheld=(Withheld("K7Q2", LYSORIA, "discipline", "refused to work"),))
    with pytest.raises(UnlawfulTerms, match=r"K7Q2.*GC III 115, 119"):
        plan(agreed, [])


def test_the_cartel_of_1862_ships_as_a_historical_example():
    table = dix_hill_1862()
    assert [table.privates(rank) for rank in ("admiral", "Colonel", "major", "common seaman")] == [60, 15, 8, 1]
    example = Path(__file__).parents[2] / "docs" / "examples" / "dix_hill_1862.toml"
    agreed = read_terms(example)
    assert agreed.counted.equivalents == table
    assert plan(agreed, [*soldiers(2, LYSORIA, TORVENIA), *soldiers(2, TORVENIA, LYSORIA)]).returnees


def test_terms_are_said_in_words_key_by_key():
    said = "\n".join(in_words(read_terms(EVERYTHING)))
    for words in (
        "Lysoria releases 2 for each 1 that Torvenia releases",
        "Captain 6; others 1",
        "go home to Torvenia, younger than 25: at least 2 in this round, at most 9 in each round, at least 10 % in",
        "Seats from Camp 3, held by Lysoria, in each round: 40 counted and 20 outside every count",
        "Lysoria withholds K7Q2 until 2026-12-01: prosecution, Case 14/26 of the court of Aldport, robbery",
        "by longest held and women, in this sequence",
        "has a party released over 10 counted people more than it has received",
    ):
        assert words in said


@given(lawful_terms())
def test_any_terms_can_be_said_in_words(agreed):
    assert all(sentence.endswith((".", ":")) and "None" not in sentence for sentence in in_words(agreed))
