import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.people.cells import DAMAGED, clean, guard, unguard

texts = st.text(st.one_of(st.characters(), st.sampled_from("=+-@'\",;|\t\r\n ＝")))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Ковар\u00a0 Олег\n", "Ковар Олег"),
        ("Ко\u00adвар", "Ковар"),
        ("\ufeffКо\u200bвар\u200f", "Ковар"),
        ("Андрии\u0306", "Андрий"),
        ("D'Arle", "D'Arle"),
        ("Ко\x00вар", f"Ко{DAMAGED}вар"),
        ("Ко\ud800вар", f"Ко{DAMAGED}вар"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(written: str, expected: str) -> None:
    assert clean(written) == expected


@given(texts)
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once == unicodedata.normalize("NFC", once) == once.strip()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("-5", "'-5"),
        ("+38", "'+38"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("Ковар;=1+1", "Ковар;'=1+1"),
        ('Ковар,"=1', "Ковар,\"'=1"),
        ("О'Ніл", "О'Ніл"),
        ("'Ковар", "'Ковар"),
        ("Ковар-Сова", "Ковар-Сова"),
        ("A-12", "A-12"),
    ],
)
def test_what_could_be_a_formula_gets_an_apostrophe_and_nothing_else_does(text: str, written: str) -> None:
    assert guard(text) == written
    assert unguard(written) == text


@given(texts)
def test_the_apostrophes_are_taken_away_again(text: str) -> None:
    assert unguard(guard(text)) == text


@given(texts, st.sampled_from(",;|\t"))
def test_no_cell_begins_a_formula_at_whatever_separator_the_line_is_cut(text: str, separator: str) -> None:
    assert not any(cell.strip(' "').startswith(("=", "+", "-", "@")) for cell in guard(text).split(separator))
