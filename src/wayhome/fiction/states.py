"""The two invented states: their towns, regions, camps and formations. None exists."""

from dataclasses import dataclass

from wayhome.fiction.given_names import GIVEN_NAMES, GivenNames
from wayhome.fiction.language import Language
from wayhome.fiction.surnames import RUSSIAN_SURNAMES, UKRAINIAN_SURNAMES, Surnames


@dataclass(frozen=True)
class Place:
    """A town, with the name it bore before it was renamed where it was."""

    name: str
    old_name: str
    language: Language


@dataclass(frozen=True)
class State:
    """All that a list of this state's people, or of people it holds, can mention."""

    name: str
    letter: str
    """Begins the ids of its lists."""
    language: Language
    places: tuple[Place, ...]
    regions: tuple[str, ...]
    camps: tuple[str, ...]
    hospital: str
    units: tuple[str, ...]
    service_number: str
    """Form of its service numbers: takes two numbers of four digits."""
    ranks: tuple[str, ...]
    """From private to colonel; the rank at a position is the same in both states."""
    given_names: GivenNames
    surnames: Surnames
    capital_surnames: bool = False
    """Whether its clerks write every surname in capitals."""
    town_mark: str = ""
    """What its clerks write before the name of a town."""


def places_of(language: Language, table: str) -> tuple[Place, ...]:
    """Read "Name" and "Name/Old name" cells."""
    return tuple(
        Place(name, old_name, language) for name, _, old_name in (cell.partition("/") for cell in table.split())
    )


LYSORIA = State(
    name="Lysoria",
    letter="L",
    language=Language.UKRAINIAN,
    places=places_of(
        Language.UKRAINIAN,
        """
        Яснобрід/Червонобрід Туманопіль Соколоріч Вітрогора/Вуглебуд Сольбрід Дубокрай Срібнопіль/Трудопіль Хмарополе
        Рудоград/Красноткач Глинобрід Житогай Перлівець Вільхобір/Новожитне Зоребір Льонопіль Медоріч Кременолуг
        Тихозілля
        """,
    ),
    regions=(
        "Яснобрідська область",
        "Туманопільська область",
        "Вітрогорська область",
        "Срібнопільська область",
        "Зоребірська область",
    ),
    camps=("табір Хмарополе", "табір Житогай", "табір Дубокрай", "табір Медоріч"),
    hospital="шпиталь Перлівець",
    units=tuple(
        f"{kind} «{name}»"
        for kind in ("полк", "рота", "батарея")
        for name in ("Одуд", "Деркач", "Рогіз", "Глід", "Полин", "Чебрець", "Живокіст", "Сойка", "Осока", "Дрімлюга")
    ),
    service_number="LY-{:04}{:04}",
    ranks=(
        "солдат",
        "старший солдат",
        "молодший сержант",
        "сержант",
        "старший сержант",
        "головний сержант",
        "молодший лейтенант",
        "лейтенант",
        "старший лейтенант",
        "капітан",
        "майор",
        "підполковник",
        "полковник",
    ),
    given_names=GIVEN_NAMES,
    surnames=UKRAINIAN_SURNAMES,
)

TORVENIA = State(
    name="Torvenia",
    letter="T",
    language=Language.RUSSIAN,
    places=places_of(
        Language.RUSSIAN,
        """
        Беломошск Ветлоград/Трудоярск Тихоборск Верхозимск/Первостройск Сизоярск Ольхогорск Снеговец
        Рудозерск/Углестройск Долгохвойск Яснозёрск Кривобродск Медноярск/Красносветск Серогривск
        Инеевск/Новозарницк Лосебродск Туманозёрск Ледолесск Мохоградск
        """,
    ),
    regions=(
        "Тихоборская область",
        "Беломошская область",
        "Сизоярская область",
        "Ветлоградская область",
        "Инеевская область",
    ),
    camps=("лагерь Ольхогорск", "лагерь Долгохвойск", "лагерь Серогривск", "лагерь Лосебродск"),
    hospital="госпиталь Снеговец",
    units=tuple(
        f"{kind} «{name}»"
        for kind in ("полк", "рота", "батарея")
        for name in ("Ковыль", "Пихта", "Багульник", "Иволга", "Кулик", "Чибис", "Морошка", "Осот", "Зяблик", "Черника")
    ),
    service_number="{:04}-{:04} TV",
    ranks=(
        "рядовой",
        "ефрейтор",
        "младший сержант",
        "сержант",
        "старший сержант",
        "старшина",
        "младший лейтенант",
        "лейтенант",
        "старший лейтенант",
        "капитан",
        "майор",
        "подполковник",
        "полковник",
    ),
    given_names=GIVEN_NAMES,
    surnames=RUSSIAN_SURNAMES,
)
