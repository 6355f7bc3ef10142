"""Tokens: where two spellings of one person meet, and where they must not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome import fiction
from wayhome.people import PartialDate, Particulars
from wayhome.tracing.blind import MOST_TOKENS, USUAL, WEAK, Token, TokenKind, distinct_tokens, tokens_of

SERHII = Particulars("1", "Мельниченко", "Сергій", "Олександрович", PartialDate(1991, 3, 7), service_number="АБ-104233")
SPELLINGS = [
    replace(
        SERHII, surname="Melnychenko", given_names="Serhii", patronymic="Oleksandrovych", service_number="AB 104233"
    ),
    replace(SERHII, surname="Melnichenko", given_names="Sergey", patronymic="Aleksandrovich"),
    replace(SERHII, surname="Мельниченко", given_names="Сергей", patronymic="Александрович"),
    replace(SERHII, surname="МЕЛЬНИЧЕНКО", given_names="Сергій Олександрович", patronymic=""),
    replace(SERHII, surname="", given_names="Мельниченко", patronymic="Сергій Олександрович"),
]


@pytest.mark.parametrize("spelled", SPELLINGS, ids=lambda person: " ".join((person.surname, person.given_names)))
def test_cyrillic_and_latin_spellings_of_one_name_have_the_same_tokens(spelled: Particulars) -> None:
    assert set(tokens_of(spelled)) & set(tokens_of(SERHII)) >= {
        token for token in tokens_of(SERHII) if token.kind is not TokenKind.NUMBER
    }


def test_the_tokens_of_a_person_by_kind() -> None:
    by_kind = {token.kind: token.parts for token in tokens_of(SERHII, TokenKind)}
    assert by_kind == {
        TokenKind.NUMBER: ("ab104233", "m"),
        TokenKind.SURNAME_AND_BIRTH: ("mlnsnk", "1991-03-07"),
        TokenKind.NAMES_AND_BIRTH: ("Сергій", "Олександр", "1991-03-07"),
        TokenKind.SURNAME_GIVEN_YEAR: ("melničenko", "Сергій", "1991"),
        TokenKind.SOUND: ("mlnsnk", "s", "1991"),
        TokenKind.FULL_NAME: ("mlnsnk", "Сергій", "Олександр"),
    }
    assert [token.kind for token in tokens_of(SERHII)] == list(USUAL)


@pytest.mark.parametrize(
    ("person", "kinds"),
    [
        (Particulars("1"), set()),
        (Particulars("1", surname="Гай", birth_date=PartialDate(1991)), set()),
        (Particulars("1", birth_date=PartialDate(1991, 3, 7)), set()),
        (Particulars("1", service_number="104233"), set()),
        (Particulars("1", "Гай", birth_date=PartialDate(1991, 3)), set()),
        (Particulars("1", "Гай", "О.", birth_date=PartialDate(1991, 3)), {TokenKind.SOUND}),
        (Particulars("1", "Гай", "Олена"), set()),
    ],
)
def test_one_fact_alone_makes_no_token(person: Particulars, kinds: set[TokenKind]) -> None:
    assert {token.kind for token in tokens_of(person)} == kinds
    assert all(len(token.parts) > 1 for token in tokens_of(person))


def test_a_short_form_meets_each_name_it_may_stand_for() -> None:
    sasha = replace(SERHII, given_names="Саша")
    for meant in ("Олександр", "Олександра"):
        shared = set(tokens_of(sasha)) & set(tokens_of(replace(SERHII, given_names=meant)))
        assert TokenKind.NAMES_AND_BIRTH in {token.kind for token in shared}
    assert len(tokens_of(sasha, TokenKind)) <= MOST_TOKENS


def test_namesakes_and_kin_do_not_meet() -> None:
    brother = replace(SERHII, id="2", given_names="Андрій", birth_date=PartialDate(1993, 5, 1), service_number="")
    namesake = replace(SERHII, id="3", birth_date=PartialDate(1971, 3, 8), service_number="")
    for other in (brother, namesake):
        assert not set(tokens_of(SERHII)) & set(tokens_of(other))


def test_a_token_two_people_of_one_list_share_is_dropped() -> None:
    twin = replace(SERHII, id="2", given_names="Андрій", service_number="АБ-104234")
    tokens = distinct_tokens([SERHII, twin])
    assert Token(TokenKind.SURNAME_AND_BIRTH, ("mlnsnk", "1991-03-07")) not in tokens
    assert {tokens[token] for token in tokens} == {"1", "2"}
    assert distinct_tokens([SERHII, replace(SERHII, id="2")]) == {}
    assert set(distinct_tokens([SERHII, replace(SERHII, id="2"), replace(SERHII, id="3")])) == set()


parts = st.lists(st.text(max_size=5), min_size=2, max_size=3).map(tuple)
tokens = st.builds(Token, st.sampled_from(TokenKind), parts)


@given(tokens, tokens)
def test_two_tokens_never_have_the_same_bytes(one: Token, other: Token) -> None:
    assert (bytes(one) == bytes(other)) == (one == other)


def test_how_many_of_two_noisy_lists_meet() -> None:
    """The floors lie a little under what was measured (docs/blind_tracing.md)."""
    lists = fiction.pair_of_lists(3, 1500)
    first = lists.listed_again
    for kinds, floor in ((USUAL, 0.83), (tuple(TokenKind), 0.89)):
        held, sought = distinct_tokens(lists.held, kinds), distinct_tokens(lists.sought, kinds)
        met = {
            (first.get(sought[token], sought[token]), first.get(held[token], held[token]))
            for token in sought.keys() & held.keys()
            if token.kind not in WEAK
        }
        truth = set(lists.truth.items())
        assert len(met & truth) / len(truth) >= floor
        assert len(met & truth) / len(met) >= 0.97
