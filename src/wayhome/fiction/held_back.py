"""The held-back setting: another pair of states, other names, other spellings, other errors in another order.

It answers one question: does tracing hold on lists it wasn't made on? **Never tune on it.** Whoever improves tracing
works on the setting of `wayhome.fiction.setting` and measures here afterwards, reading figures, not rows; what turns
out weak here is understood and mended through the ordinary setting, or the answer is lost for good. No town, unit, stem
of a surname or romanisation is shared with the ordinary setting. Given names overlap, as between two regions: those
common there are rare here, and two people in five bear one that doesn't occur there.
"""

from dataclasses import replace

from wayhome.fiction.drawing import Common
from wayhome.fiction.given_names import FEMALE, MALE, GivenName, GivenNames, given_names
from wayhome.fiction.language import Language
from wayhome.fiction.noise import (
    Noise,
    birth_date_missing,
    birth_place_missing,
    capture_date_missing,
    capture_month_only,
    day_and_month_exchanged,
    half_empty,
    look_alike,
    other_case,
    part_off,
    patronymic_in_given_names,
    patronymic_initial,
    patronymic_missing,
    placeholder_date,
    service_number_digit_wrong,
    service_number_missing,
    shifted_names,
    swapped_names,
    swapped_places,
    typing_error,
    year_only,
)
from wayhome.fiction.population import Kin
from wayhome.fiction.rewriting import END, START, VOWEL_BEFORE, Rewriting
from wayhome.fiction.romanisation import Scheme
from wayhome.fiction.setting import Setting
from wayhome.fiction.states import LYSORIA, TORVENIA, State, places_of
from wayhome.fiction.surnames import Surnames, compounds, stock, words
from wayhome.fiction.writing import Spellings

_OTHER_MALE = given_names("""
    Арсен / Арсений / Арсенко Сеня / Сеня Арсюша
    Мирон / Мирон / Миронко / Мироша
    Орест / Орест / Орестко / Оря
    Гаврило / Гавриил / Гаврилко / Гаврюша
    Прохор / Прохор / Прохорко / Проша
    Семен / Семён / Сенько Семенко / Сёма Сеня
    Устим / Устин / Устимко / Устя
    Зіновій / Зиновий / Зенко / Зина
    Климент / Климент / Климко / Клим
    Демид / Демид / Демидко / Дёма
    Тихон / Тихон / Тихонко / Тиша
    Герасим / Герасим / Гарасько / Гера
    Макар / Макар / Макарко / Макарка
    Нестор / Нестор / Несторко / Нестя
    Родіон / Родион / Родько / Родя
    Веніамін / Вениамин / Веня / Веня
    Всеволод / Всеволод / Сева / Сева
    Еміль / Эмиль / Емілько / Миля
    Савелій / Савелий / Савка / Сава
    Тимур / Тимур / Тимурчик / Тима
    Ренат / Ренат / Ренатик / Реня
    Альберт / Альберт / Алик / Алик
    Артур / Артур / Артурчик / Артурка
    Єгор / Егор / Єгорко / Егорка Гоша
""")
_OTHER_FEMALE = given_names("""
    Соломія / Соломия / Соля / Соля
    Мирослава / Мирослава / Мирося Слава / Мира
    Зінаїда / Зинаида / Зіна / Зина
    Тамара / Тамара / Томка / Тома
    Антоніна / Антонина / Тоня / Тоня
    Варвара / Варвара / Варка / Варя
    Еліна / Элина / Еля / Эля
    Маргарита / Маргарита / Рита / Рита
    Ніна / Нина / Нінка / Нинуля
    Сніжана / Снежана / Сніжка / Снежа
""")


def _mingled(usual: tuple[GivenName, ...], others: tuple[GivenName, ...]) -> Common[GivenName]:
    """The usual names from the rarest, after every second one of the others; the most common here is a tenth of all."""
    order = list(reversed(usual))
    for number, name in enumerate(others):
        order.insert(2 * number + 1, name)
    return Common(order, flatness=2)


_GIVEN_NAMES = GivenNames(
    _mingled(MALE, _OTHER_MALE),
    _mingled(FEMALE, _OTHER_FEMALE),
)

_UKRAINIAN_STEMS = words("""
    Гончар Бджоляр Скляр Лимар Шапов Мірошник Теслюк Дігтяр Вівчар Чабан Козар Свинар Погон Гайд Сердюк Компан Осавул
    Писарч Дяк Пономар Паламар Титар Ктитор Шинкар Корчмар Броварн Олійн Крамар Міняйл Лихвар Зозул Синиц Ремез Жайвор
    Чапл Бусл Деркач Перепел Сич Пугач Яструб Кібц Шулік Соболь Тхор Видр Бобр Зайц Їжач Полоз Вуж Рак Сом Лин Пліт
    Верес Барвін Любист Рут Шавл Лобод Пирій Осот Реп’ях Калин Ожин Суниц Слив Груш Яблон Вишн Жит Ячмен Гречк
    Кукурудз Квасол Огір Кавун Динь Мотуз Шнур Вузол Ключ Засув Клин Коліс Возн Саночк Ярм Налигач Батіг Дзвін Трембіт
    Цимбал Дудар Гусл Казк Байкар Плакс Смуток Терпил Журавч Балакун Крикун Шептун
""")
_UKRAINIAN_FIRST = words("""
    Сіро Каро Темно Світло Глухо Німо Косо Гладко Грубо Дрібно Пів Семи Три Сто Верби Пали Верни Коси Мни Неси Крути
    Держи
""")
_UKRAINIAN_LAST = words("""
    ключ двір міст берег став край світ день вік час год рік лист цвіт корінь горіх жито овес льон сорочк пояс плащ
    чобіт
""")
_RUSSIAN_STEMS = {
    "ов": words("""
        Горшен Шорник Бондар Кузовн Мельник Мясник Хлебник Калачник Пирож Солевар Углежог Смолокур Дровосек Лесник
        Бортник Пчельник Табунщик Скотник Овчар Козлян Быч Телятник Бобр Хорь Крот Рак Судак Налим Лещ Ерш Тетерев Рябч
        Глухар Дятл Поползн Кедр Тополь Явор Папоротник Чертополох Укроп Чеснок Огурц Арбуз Ячмен Град Ливень
        Ветр Вихр Родник Ручь Остров Полуостр Косогор Курган Валун Песк Булыжник Рубанк Долот Резц Гвоздар Засов
        Ларц Короб Лапотн Армяк Башлык Шарф Гусляр Дударь Плясун Шутник Ворчун Шептун Крепыш Левш Близнец
    """),
    "ин": words("""
        Кукушк Чайк Галк Цапл Рыс Норк Выдр Белуг Щук Плотв Калин Брусник Клюкв Голубик Крушин Ив Рожь Гречих Полб
        Вишн Груш Слив Дын Тыкв Берёст Хво Роз Лили Ромашк Пещер Скал Долин Низин Равнин Пуст Лодк Барж Мачт Вёрст
        Подков Уздечк Сбру Плётк Нагайк Шубк Варежк Косынк Гармошк Балалайк Свистульк Загадк Сказк Былин
    """),
    "ев": words("""
        Коростел Голавл Пискар Слепн Червь Ясен Ячмен Кистен Бредень Перстн Лапт Ломт Якор Дёготь Кисел Студен
        Полозь Локот Колодь Гусляр Звонарь
    """),
}
_RUSSIAN_FIRST = words("""
    Серо Темно Светло Глухо Немо Косо Гладко Грубо Мелко Полу Семи Три Сто Крути Держи Неси Пали Верти Ломи Коси
""")
_RUSSIAN_LAST = words("""
    ключ мост берег свет век час год лист цвет корен орех жит льн рубах пояс плащ сапог стол лавк печ труб
""")

_UKRAINIAN_SURNAMES = Surnames(
    Language.UKRAINIAN,
    Common([stock(_UKRAINIAN_STEMS, Common(("ук", "ик", "енко", "ишин", "ак", "ович", "ський", "ій", "ець"), 3))], 1),
    compounds(_UKRAINIAN_FIRST, _UKRAINIAN_LAST, Common(("", "енко", "ук", "ський"), 3)),
    compound_share=0.2,
)
_RUSSIAN_SURNAMES = Surnames(
    Language.RUSSIAN,
    Common(
        [
            stock(_RUSSIAN_STEMS["ов"], Common(("ов", "ов", "овкин", "овых", "овский", "ищев"), 3)),
            stock(_RUSSIAN_STEMS["ин"], Common(("ин", "ин", "иных", "инцев"), 3)),
            stock(_RUSSIAN_STEMS["ев"], Common(("ев", "ев", "евых", "евич"), 3)),
        ],
        2,
    ),
    compounds(_RUSSIAN_FIRST, _RUSSIAN_LAST, Common(("ов", "ин", "овский", "ев"), 3)),
    compound_share=0.2,
)

ORVELIA: State = replace(
    LYSORIA,
    name="Orvelia",
    letter="O",
    places=places_of(
        Language.UKRAINIAN,
        """
        Ковилодар/Красноріч Лебедодар Громостан Стрибожин/Сталедар Полиногора Каменяричі Вербостан Чайкодар
        Багрянодар/Червонотруд Рисегора Ледвополе Макодар Сизокрилля Журавостан/Комунополе Терновіч
        """,
    ),
    regions=("Ковилодарщина", "Громостанська земля", "Вербостанська земля"),
    camps=("табір №4 Макодар", "табір №9 Рисегора", "колонія Терновіч"),
    hospital="лікарня Вербостан",
    units=tuple(
        f"{number}-й {kind} «{name}»"
        for number, kind in ((3, "батальйон"), (8, "загін"))
        for name in ("Бугай", "Крячок", "Звіробій", "Любисток", "Материнка", "Плиска", "Вільшанка")
    ),
    service_number="{:04}/{:04}-OR",
    given_names=_GIVEN_NAMES,
    surnames=_UKRAINIAN_SURNAMES,
    town_mark="м. ",
)

DRAVENIA: State = replace(
    TORVENIA,
    name="Dravenia",
    letter="D",
    places=places_of(
        Language.RUSSIAN,
        """
        Кедромшанск/Октябродар Ястребецк Громоборск Пихтодольск Ковылегорск/Пролетарьевск Янтарёвск Перевалодольск
        Бобролужье Седоборск/Комбайнинск Чайкоозёрск Росянецк Глухарёвск Иволжанск Каменоречск
        """,
    ),
    regions=("Ястребецкий край", "Громоборский край", "Янтарёвский край"),
    camps=("колония №2 Росянецк", "колония №7 Глухарёвск", "лагерь Иволжанск"),
    hospital="больница Седоборск",
    units=tuple(
        f"{number}-й {kind} «{name}»"
        for number, kind in ((5, "батальон"), (11, "отряд"))
        for name in ("Зимородок", "Свиязь", "Душица", "Валериана", "Горихвостка", "Пустельга", "Кизил")
    ),
    service_number="DR{:04}{:04}",
    given_names=_GIVEN_NAMES,
    surnames=_RUSSIAN_SURNAMES,
    capital_surnames=True,
    town_mark="г. ",
)

_ALIKE = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "з": "z", "и": "i", "і": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "ё": "io",
    "ы": "y", "э": "e", "ь": "", "ъ": "", "’": "",
}  # fmt: skip
_SOFTENING = "(?<=[бвгґджзйклмнпрстфхцчшщ])"
_POLISH = _ALIKE | {
    "в": "w", "ж": "ż", "й": "j", "л": "ł", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "є": "je",
    "ї": "ji", "ю": "ju", "я": "ja", "ё": "jo",
}  # fmt: skip
_POLISH_SPECIAL = {
    "л(?=[еєиіїьюяё])": "l", "нь": "ń", "сь": "ś", "ць": "ć", "зь": "ź", f"{_SOFTENING}я": "ia", f"{_SOFTENING}ю": "iu",
    f"{_SOFTENING}є": "ie",
}  # fmt: skip
POLISH = Scheme(
    "Polish newspapers",
    {
        Language.UKRAINIAN: Rewriting(_POLISH | {"г": "h", "и": "y"}, _POLISH_SPECIAL),
        Language.RUSSIAN: Rewriting(
            _POLISH, {**_POLISH_SPECIAL, f"[иы]й{END}": "i", f"{START}е": "je", f"{VOWEL_BEFORE}е": "je"}
        ),
    },
)
_FRENCH = _ALIKE | {
    "ж": "j", "й": "ï", "у": "ou", "х": "kh", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "є": "ie", "ї": "ï",
    "ю": "iou", "я": "ia",
}  # fmt: skip
_FRENCH_SPECIAL = {
    "г(?=[еиіыє])": "gu", f"{VOWEL_BEFORE}с(?=[аеиіоуюяэ])": "ss", f"ин{END}": "ine", f"[иыі]й{END}": "y",
}  # fmt: skip
FRENCH = Scheme(
    "French passports before 1997 and newspapers",
    {
        Language.UKRAINIAN: Rewriting(_FRENCH | {"г": "h", "и": "y"}, {**_FRENCH_SPECIAL, "г(?=[еиіыє])": "h"}),
        Language.RUSSIAN: Rewriting(_FRENCH, _FRENCH_SPECIAL),
    },
)
_ISO_9 = _ALIKE | {
    "ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "є": "ê", "ї": "ï", "і": "ì", "ю": "û",
    "я": "â", "ё": "ë", "э": "è", "ь": "ʹ", "ъ": "ʺ", "ґ": "g̀", "’": "’",
}  # fmt: skip
ISO_9 = Scheme("ISO 9:1995", {Language.UKRAINIAN: Rewriting(_ISO_9), Language.RUSSIAN: Rewriting(_ISO_9)})
_TURKISH = _ALIKE | {
    "ж": "j", "й": "y", "х": "h", "ц": "ts", "ч": "ç", "ш": "ş", "щ": "şç", "є": "ye", "ї": "yi", "ю": "yu", "я": "ya",
    "ы": "ı", "ё": "yo",
}  # fmt: skip
TURKISH = Scheme(
    "Turkish newspapers",
    {
        Language.UKRAINIAN: Rewriting(_TURKISH | {"г": "h", "и": "ı"}),
        Language.RUSSIAN: Rewriting(_TURKISH, {f"[иы]й{END}": "iy", f"{START}е": "ye", f"{VOWEL_BEFORE}е": "ye"}),
    },
)

_ON_HELD_LISTS = (
    half_empty,
    placeholder_date,
    birth_date_missing,
    year_only,
    day_and_month_exchanged,
    part_off,
    service_number_missing,
    service_number_digit_wrong,
    swapped_places,
    birth_place_missing,
    patronymic_initial,
    patronymic_missing,
    patronymic_in_given_names,
    swapped_names,
    shifted_names,
    look_alike,
    typing_error,
    other_case,
)

HELD_BACK = Setting(
    states=(ORVELIA, DRAVENIA),
    schemes=(POLISH, FRENCH, ISO_9, TURKISH),
    spellings=Spellings(latin=0.35, translated=0.55, by_ear=0.2),
    noise=Noise(
        diminutive=0.05,
        birth_place_old_name=0.3,
        patronymic_missing=0.18,
        patronymic_initial=0.03,
        typing_error=0.09,
        look_alike=0.02,
        swapped_names=0.03,
        other_case=0.02,
        birth_date_missing=0.05,
        year_only=0.06,
        part_off=0.04,
        day_and_month_exchanged=0.02,
        service_number_missing=0.65,
        service_number_digit_wrong=0.03,
        birth_place_missing=0.2,
        capture_date_missing=0.25,
        capture_month_only=0.15,
        shifted_names=0.008,
        patronymic_in_given_names=0.03,
        swapped_places=0.01,
        placeholder_date=0.02,
        half_empty=0.03,
        mixed_scripts=0.02,
        listed_twice=0.015,
        copied=0.006,
    ),
    kin=Kin(siblings=0.04, twins=0.006, fathers_and_sons=0.03, namesakes=0.015),
    on_held_lists=_ON_HELD_LISTS,
    on_sought_lists=(capture_date_missing, capture_month_only, *_ON_HELD_LISTS),
)
"""Only for measuring, never for tuning."""
