"""Surnames made of stems and suffixes: thousands for each language, some common, most rare.

The stems are trades, animals, plants, things and looks. They are put together by chance; no living person is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from wayhome.fiction.drawing import Common, happens
from wayhome.fiction.language import Language

_FLATNESS = 40
"""Makes the most common surname about one in seven hundred, as among a people of tens of millions."""

_COMPOUND_SHARE = 0.3
"""The share of surnames of two stems (Криво-нос-енко): thousands, each rare, as the long tail of any people is."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_UKRAINIAN_STEMS = words("""
    Бондар Ковал Ткач Кушнір Чумак Стельмах Пасічник Рибал Колодій Дем’ян Лук’ян Ворон Сорок Гороб Голуб Журавл Лелек
    Дзюб Сокол Шпак Крук Лис Вовк Борсук Куниц Хом Жук Комар Джмел Карас Щук Окун Берез Верб Дуб Ясен Клен Лип Осик Терн
    Глод Малин Кропив Бур’ян Солом’ян Просян Гарбуз Буряк Цибул Часник Капуст Редьк Хмел Мак Гриб Опеньк Мороз Сніг Хмар
    Вітр Туман Роз Криг Іскр Жар Дим Камін Глин Піскун Скал Горб Яр Лог Байрак Став Криниц Бродян Гребл Млин Жорн Колес
    Дишл Хомут Підков Сідл Сокир Рубан Молот Кліщ Цвях Голк Кошик Глек Макітр Кухл Качал Рогач Діж Скрин Лав Кожух Свит
    Чобот Шапк Пояс Рукав Латк Торб Кобз Бубн Сопілк Скрип Танц Співак Мовчан Весел Сміян Журб Буян Гуляй Хитр Мудр Добр
    Смілян Кучер Чуб Вусан Бородай Носань Губан Зубань Довган Коротк Сухан Товст Шульг Кривон Ґанж Ґул Щерб Юшк Євтух
    Їжак
""")
_UKRAINIAN_FIRST = words("""
    Біло Чорно Сухо Криво Старо Добро Мало Тонко Круто Велико Рябо Сиво Жовто Золото Рудо Гірко Солодко Твердо Тихо
    Ясно Голо Довго Широко Гостро Легко Мокро Синьо Перво Пусто Щиро
""")
_UKRAINIAN_LAST = words("""
    вус ніс зуб рог хвіст бород губ лоб чуб рук ног шапк штан хат двор пол луг гай ліс бор дуб верб вод брод камін
    хліб каш борщ мед сол кож крил пер голос глек
""")
_UKRAINIAN_SUFFIXES = Common(("енко", "енко", "чук", "ук", "ський", "ик", "ець", "івський", "ак", "ів", "ович"), 4)
_UKRAINIAN_COMPOUND_SUFFIXES = Common(("енко", "", "ець", "ський", "ик", "ук"), 4)

_RUSSIAN_STEMS = {
    "ов": words("""
        Столяр Плотник Кожевник Колесник Рыбак Звонар Писар Баран Волк Жук Комар Барсук Сом Окун Карп Ёрш Щегл Скворц
        Чиж Дрозд Грач Филин Ястреб Орл Клест Дуб Клён Вяз Хрен Лопух Репник Горох Боб Мороз Снег Буран Туман Холод
        Дымник Бугр Овраг Порог Омутник Топор Молотк Обух Гвозд Замк Ключник Ковш Черепк Горшк Котл Ушат Сундук
        Сапожник Кафтан Тулуп Платк Пояск Бубн Песельник Молчан Тихон Хмур Говорун Мудр Смирн Прям Кудряш Усат
        Бородач Губан
        Зубак Горбун Долган Толстик Худяк Рыжик Черныш Беляк Сивак Рябчик Щербак Енот Еловик Егоз
    """),
    "ин": words("""
        Ворон Сорок Синиц Сов Куниц Лисиц Белк Мышк Кошк Коров Телег Оглобл Рябин Малин Берёз Осин Верб Сосн Черёмух
        Крапив Репк Капуст Свёкл Морошк Ягод Шишк Ветк Травк Солом Мякин Крупиц Пшениц Глин Горк Ямк Тропин Дубрав Полян
        Речк Запруд Губ Щёк Рубах Шапк Шляп Торб Корзин Бочк Кадушк Ложк Игл Прялк Лучин Свечк Искр Радуг Юл
    """),
    "ев": words("""
        Воробь Лебед Гус Журавл Муравь Зайц Лос Тюлен Карас Снегир Шмел Камыш Репь Хмел Ремн Плетн Косар Пахар Пекар
        Токар Лекар Кремн Огн Гребн Угл Чебец Щавел
    """),
}
_RUSSIAN_FIRST = words("""
    Бело Черно Сухо Криво Старо Добро Мало Тонко Круто Велико Рябо Сиво Желто Злато Красно Горько Сладко Твёрдо Тихо
    Ясно Голо Долго Широко Остро Легко Мокро Сине Рыже Перво Пусто
""")
_RUSSIAN_LAST = words("""
    нос зуб рог хвост бород губ лоб чуб рук ног шапк порт хат двор пол луг рощ лес бор яр дуб верб вод брод камен хлеб
    каш мёд сол кож крыл пер голос глаз
""")
_RUSSIAN_SUFFIXES = {
    "ов": Common(("ов", "ов", "ов", "овский", "енков", "иков", "ушкин", "ихин", "ченко"), 4),
    "ин": Common(("ин", "ин", "ин", "инский", "ушкин"), 4),
    "ев": Common(("ев", "ев", "ёв", "евский", "енков"), 4),
}
_RUSSIAN_COMPOUND_SUFFIXES = Common(("ов", "ов", "ин", "енко", "ский"), 4)

_SIBILANTS = ("ж", "ч", "ш", "щ", "ц")
_VELARS = ("к", "г", "х")


def _ukrainian_join(stem: str, suffix: str) -> str:
    """Join as the language does: Ковал-ьчук, Ткач-ук, Вовк-івський, Вовк-енко (not -ик), Колоді-єнко."""
    if stem.endswith("й") and suffix.startswith("е"):
        return stem[:-1] + "є" + suffix[1:]
    if stem.endswith(("й", "ь")) and suffix:
        stem = stem[:-1]
    if stem.endswith(_SIBILANTS) and suffix == "чук":
        return stem + "ук"
    if stem.endswith((*_SIBILANTS, *_VELARS)) and suffix == "ський":
        return stem + "івський"
    if stem.endswith(_VELARS) and suffix in ("ик", "ак", "ець"):
        return stem + "енко"
    if stem.endswith("л") and suffix in ("чук", "ський"):
        return stem + "ь" + suffix
    return stem + suffix


def _russian_join(stem: str, suffix: str) -> str:
    """Join as the language does: Скворц-ев, not -ов; Волк-ов, not -енков; Чебец-ев, not -ёв."""
    if stem.endswith(_VELARS) and suffix[0] in "еёиу" and suffix not in ("ин", "инский"):
        suffix = "ов"
    if stem.endswith(_SIBILANTS) and suffix[0] in "оё":
        return stem + "е" + suffix[1:]
    if stem.endswith("ь") and suffix[0] not in "её":
        return stem[:-1] + suffix
    if stem.endswith("л") and suffix == "ский":
        return stem + "ь" + suffix
    return stem + suffix


class Stock(NamedTuple):
    """Stems and the suffixes that go with them."""

    stems: Common[str]
    suffixes: Common[str]


@dataclass(frozen=True)
class Surnames:
    """The surnames of one people: of one stem from one of the ``singles``, the most common first, or of two stems."""

    language: Language
    singles: Common[Stock]
    compounds: Stock
    compound_share: float = _COMPOUND_SHARE

    def draw(self, random: Random) -> str:
        """A surname in its masculine form."""
        chosen = self.compounds if happens(random, self.compound_share) else self._single(random)
        join = _ukrainian_join if self.language is Language.UKRAINIAN else _russian_join
        return join(chosen.stems.draw(random), chosen.suffixes.draw(random))

    def _single(self, random: Random) -> Stock:
        return self.singles.draw(random) if len(self.singles.items) > 1 else self.singles.items[0]


def stock(stems: Sequence[str], suffixes: Common[str]) -> Stock:
    return Stock(Common(stems, _FLATNESS), suffixes)


def compounds(first: Sequence[str], last: Sequence[str], suffixes: Common[str]) -> Stock:
    """Every first stem before every last one: Криво-нос."""
    return stock([start + end for end in last for start in first], suffixes)


UKRAINIAN_SURNAMES = Surnames(
    Language.UKRAINIAN,
    Common([stock(_UKRAINIAN_STEMS, _UKRAINIAN_SUFFIXES)], 1),
    compounds(_UKRAINIAN_FIRST, _UKRAINIAN_LAST, _UKRAINIAN_COMPOUND_SUFFIXES),
)
RUSSIAN_SURNAMES = Surnames(
    Language.RUSSIAN,
    Common([stock(stems, _RUSSIAN_SUFFIXES[kind]) for kind, stems in _RUSSIAN_STEMS.items()], 1),
    compounds(_RUSSIAN_FIRST, _RUSSIAN_LAST, _RUSSIAN_COMPOUND_SUFFIXES),
)


def feminine(surname: str, language: Language) -> str:
    """The form a woman of the family bears: Яворський, Яворська; Столяров, Столярова; Ткаченко for both."""
    if surname.endswith("ий"):
        return surname[:-2] + ("а" if language is Language.UKRAINIAN else "ая")
    if language is Language.RUSSIAN and surname.endswith(("ов", "ев", "ёв", "ин")):
        return surname + "а"
    return surname
