"""Nothing real: no town, formation or camp that exists, and nothing the two states share."""

import pytest

from wayhome.fiction import CLEAN, Registers, registers
from wayhome.fiction.held_back import DRAVENIA, ORVELIA
from wayhome.fiction.language import Language
from wayhome.fiction.respelling import respell
from wayhome.fiction.states import LYSORIA, TORVENIA, State

REAL_PLACES_AND_UNITS = """
    київ киев харків харьков одеса одесса дніпр донец луганс луганськ херсон маріупол мариупол запоріж запорож миколаїв
    николаев львів чернігов чернигов суми бахмут авдіїв авдеев крим крым севастоп бердянс мелітопол мелитопол ізюм изюм
    москв санкт петербург курск белгород брянск ростов воронеж таганрог оленівк еленовк тула рязан самар саратов казан
    азов айдар вагнер ахмат кракен донбас росія россия україн украин
""".split()  # noqa: SIM905
SURNAMES_OF_PUBLIC_PEOPLE = {
    "Зеленський", "Порошенко", "Шевченко", "Залужний", "Сирський", "Буданов", "Єрмак", "Шмигаль", "Умєров", "Кличко",
    "Тимошенко", "Хилюк", "Миколаєнко", "Лубінець", "Усик", "Ломаченко", "Путин", "Медведев", "Мишустин", "Лавров",
    "Шойгу", "Герасимов", "Белоусов", "Песков", "Пригожин", "Навальный", "Москалькова", "Патрушев", "Бортников",
    "Соловьёв", "Соловьев", "Собянин", "Кадыров", "Захаров", "Симоньян", "Мединский",
}  # fmt: skip


@pytest.fixture(scope="module")
def clean() -> Registers:
    return registers(1, held=2_000, sought=2_000, noise=CLEAN)


def test_no_real_place_unit_or_camp_occurs(clean: Registers) -> None:
    texts = {
        text.lower()
        for rows in (clean.lysoria_held, clean.lysoria_sought, clean.torvenia_held, clean.torvenia_sought)
        for row in rows
        for text in (row.birth_place, row.capture_place, row.unit, row.facility, row.destination)
    }
    assert len(texts) > 200
    assert not [text for text in texts if any(real in text for real in REAL_PLACES_AND_UNITS)]


def test_old_names_of_places_are_invented_too() -> None:
    old = [place.old_name.lower() for state in (LYSORIA, TORVENIA) for place in state.places if place.old_name]
    assert len(old) >= 10
    assert not [name for name in old if any(real in name for real in REAL_PLACES_AND_UNITS)]


@pytest.mark.parametrize("state", [ORVELIA, DRAVENIA], ids=lambda state: state.name)
def test_no_real_place_unit_or_camp_occurs_in_the_held_back_setting(state: State) -> None:
    texts = {text.lower() for text in names(state)}
    assert len(texts) > 30
    assert not [text for text in texts if any(real in text for real in REAL_PLACES_AND_UNITS)]


def test_no_surname_is_a_public_persons(clean: Registers) -> None:
    for rows in (clean.lysoria_sought, clean.torvenia_sought):
        surnames = {row.surname for row in rows}
        assert len(surnames) > 900
        assert not surnames & SURNAMES_OF_PUBLIC_PEOPLE
        assert not surnames & {name + "а" for name in SURNAMES_OF_PUBLIC_PEOPLE}


def test_the_states_share_no_place_unit_or_camp_in_either_spelling() -> None:
    in_russian = [
        {respell(name, state.language, Language.RUSSIAN) for name in names(state)} for state in (LYSORIA, TORVENIA)
    ]
    assert all(len(spelled) > 60 for spelled in in_russian)
    assert not in_russian[0] & in_russian[1]


def names(state: State) -> set[str]:
    places = {name for place in state.places for name in (place.name, place.old_name) if name}
    return places | set(state.units) | set(state.camps) | set(state.regions) | {state.hospital}


def test_ranks_stand_at_the_same_position_in_both_states() -> None:
    assert len(LYSORIA.ranks) == len(TORVENIA.ranks) == 13
    for lysorian, torvenian in (("солдат", "рядовой"), ("сержант", "сержант"), ("капітан", "капитан")):
        assert LYSORIA.ranks.index(lysorian) == TORVENIA.ranks.index(torvenian)
