"""Spellings of one name meet; names that are different stay apart."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.people.names import Script, canonical, initial, is_initial, script, skeleton, words

REAL_NAMES = os.environ.get("WAYHOME_NAMES", "")

CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъ"
LATIN = "abcdefghijklmnopqrstuvwxyzčšžł"
spelled_anyhow = st.text(max_size=12) | st.text(
    CYRILLIC + CYRILLIC.upper() + LATIN + LATIN.upper() + "’ -", max_size=20
)
spelled_in_one_alphabet = st.text(CYRILLIC, max_size=20) | st.text(LATIN, max_size=20)


@pytest.mark.parametrize(
    "spelled",
    [
        "Мельниченко Melnychenko Melnichenko Melnitschenko Melnitchenko Melničenko Mel'nychenko Mielniczenko",
        "Щербак Shcherbak Ščerbak Schtscherbak Szczerbak Chtcherbak",
        "Ковальов Ковалёв Ковалев Kovalov Kovalev Kovalyov Kovaliov Kowaljow",
        "Хрипко Khrypko Khripko Hripko Xripko",
        "Гончар Honchar Gonchar Hončar",
        "Григоренко Hryhorenko Grigorenko",
        "Яворський Яворский Yavorskyi Iavorskyi Yavorsky Yavorskiy Javorskij Jaworski Yavorskii",
        "Ковальська Ковальская Kovalska Kovalskaya Kovalskaia Kowalska",
        "Чорний Чорный Черный Чёрный Chornyi Chernyy",
        "Юрченко Yurchenko Iurchenko Jurčenko Jurtschenko",
        "Євтушенко Евтушенко Yevtushenko Ievtushenko Evtushenko",
        "Соловйов Соловьёв Соловьев Soloviov Solovyov Soloviev Solovyev",
        "Єфім'єв Ефимьев Efimev Yefimyev",
        "Цимбал Цымбал Tsymbal Cymbal Tzimbal",
        "Максименко Maksymenko Maximenko",
        "Жуковський Zhukovskyi Žukovskij Joukovski Żukowski",
        "Захарченко Zakharchenko Zaxarčenko Zaharchenko",
        "Пустовойт ПУСТОВОЙТ пустово́йт Pustovoit Pustovoyt Pustovojt",
    ],
)
def test_spellings_of_one_surname_have_one_canonical_form(spelled: str) -> None:
    assert len({canonical(spelling) for spelling in spelled.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мельник", "Мельниченко"),
        ("Бондар", "Бондаренко"),
        ("Марченко", "Макаренко"),
        ("Сидоренко", "Федоренко"),
        ("Ковальський", "Ковальська"),
        ("Лисенко", "Лисенюк"),
    ],
)
def test_other_surnames_keep_other_forms(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_a_vowel_heard_wrongly_keeps_the_skeleton() -> None:
    assert canonical("Олійник") != canonical("Алейник")
    assert skeleton("Олійник") == skeleton("Алейник") == skeleton("Oleynik")


def test_look_alikes_of_the_other_alphabet_are_read_as_meant() -> None:
    latin_o_and_c = "М" + "o" + "р" + "o" + "зенк" + "o"
    assert script(latin_o_and_c) is Script.MIXED
    assert canonical(latin_o_and_c) == canonical("Морозенко")
    cyrillic_o = "M" + "о" + "r" + "о" + "zenk" + "о"
    assert canonical(cyrillic_o) == canonical("Morozenko")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сергій", Script.CYRILLIC),
        ("Serhii", Script.LATIN),
        ("Łukasiewicz", Script.LATIN),
        ("سيرغي", Script.ARABIC),
        ("სერგო", Script.OTHER),
        ("Serhii Мельник", Script.MIXED),
        ("№ 7-14", Script.NONE),
        ("", Script.NONE),
    ],
)
def test_the_script_is_recognised(text: str, expected: Script) -> None:
    assert script(text) is expected


def test_words_are_split_at_hyphens_and_stops_but_not_at_apostrophes() -> None:
    assert words("В’ячеслав-Марія О.П. 2-й") == ["Вячеслав", "Марія", "О", "П", "й"]
    assert canonical("Нечай-Гай") == "nečai gai"


def test_initials_are_known_in_both_alphabets() -> None:
    assert all(is_initial(word) for word in ("С", "S", "Ю", "Yu", "Iu", "Zh", "Shch"))
    assert not any(is_initial(word) for word in ("Ян", "Лі", "Yuri"))
    assert initial("Юрій") == initial("Ю") == initial("Iu") != initial("Іван")


def test_an_arabic_name_is_equal_to_itself_with_or_without_vowel_marks() -> None:
    assert canonical("مُحَمَّد") == canonical("محمد") != ""


@settings(max_examples=60, deadline=None)
@given(spelled_anyhow)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
    assert skeleton(canonical(text)) == skeleton(text)


@settings(max_examples=60, deadline=None)
@given(spelled_in_one_alphabet)
def test_capitals_and_apostrophes_mean_nothing(text: str) -> None:
    assert canonical(text.upper()) == canonical(text)
    assert canonical("’".join(text)) == canonical(text)


if REAL_NAMES:
    # Pairs of spellings whose ends say that they are East Slavic surnames or patronymics; the choice knows no folding.
    CYRILLIC_END = re.compile("(?:ов|ев|ёв|ский|ской|цкий|цкой|енко|ова|ева|ёва|ская|цкая|чук|юк|ович|евич)$")
    LATIN_END = re.compile("(?:[oe]v|sk(?:y|iy|yi|ij|ii|i|oy|oi)|enko|[oe]va|a[yi]a|ska|chuk|[iy]uk|v[iy]ch)$")

    def test_real_names_agree_across_alphabets() -> None:
        """Wikidata's Latin and Cyrillic names (NETransliteration-COLING2018); some pairs are two different names."""
        lines = (Path(REAL_NAMES) / "wd_russian_80").read_text(encoding="utf-8").splitlines()
        pairs = [(latin, spaced.replace(" ", "")) for latin, spaced, _ in (line.split("\t") for line in lines)]
        pairs = [(latin, cyrillic) for latin, cyrillic in pairs if CYRILLIC_END.search(cyrillic)]
        ended = [(latin, cyrillic) for latin, cyrillic in pairs if LATIN_END.search(latin)]
        assert len(pairs) > 8000
        assert len(ended) > 5000

        def share(form: Callable[[str], str], of: list[tuple[str, str]]) -> float:
            return sum(form(latin) == form(cyrillic) for latin, cyrillic in of) / len(of)

        assert share(canonical, ended) >= 0.89
        assert share(skeleton, ended) >= 0.93
        assert share(canonical, pairs) >= 0.82
        assert share(skeleton, pairs) >= 0.89
