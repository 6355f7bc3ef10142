from dataclasses import replace
from datetime import date

import msgspec
import pytest
from exchange.by_hand import LYSORIA, TORVENIA, rounds, terms
from hypothesis import given

from wayhome.exchange import (
    BadTerms,
    CountedTerms,
    Criterion,
    Terms,
    UnconditionalTerms,
    UnlawfulTerms,
    plan,
    read_terms,
    terms_toml,
)
from wayhome.law.terms import PERMITTED_CRITERIA
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


@given(rounds(units_a_way=0))
def test_terms_survive_toml_and_json(drawn):
    agreed, _ = drawn
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


def test_every_criterion_is_one_that_the_law_permits():
    assert set(Criterion) - {Criterion.NAMED} == PERMITTED_CRITERIA


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
