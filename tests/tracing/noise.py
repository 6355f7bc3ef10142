"""Two lists of invented people as two clerks would keep them: other languages, gaps, slips, and relatives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from wayhome.people import PartialDate, Particulars

# Ukrainian and Russian form, patronymics of both, and a short form of each.
NAMES = [
    line.split()
    for line in """
Олександр Александр Олександрович Александрович Сашко Саша
Сергій Сергей Сергійович Сергеевич Сергійко Серёжа
Микола Николай Миколайович Николаевич Миколка Коля
Володимир Владимир Володимирович Владимирович Володя Вова
Дмитро Дмитрий Дмитрович Дмитриевич Дмитрик Дима
Іван Иван Іванович Иванович Івась Ваня
Андрій Андрей Андрійович Андреевич Андрійко Андрюша
Олексій Алексей Олексійович Алексеевич Льоша Лёша
Михайло Михаил Михайлович Михайлович Михась Миша
Василь Василий Васильович Васильевич Василько Вася
Юрій Юрий Юрійович Юрьевич Юрко Юра
Віктор Виктор Вікторович Викторович Вітя Витя
Петро Пётр Петрович Петрович Петрик Петя
Анатолій Анатолий Анатолійович Анатольевич Толя Толик
Євген Евгений Євгенович Евгеньевич Женя Женя
Ігор Игорь Ігорович Игоревич Гарик Гарик
Олег Олег Олегович Олегович Олежка Олежка
Роман Роман Романович Романович Ромко Рома
Максим Максим Максимович Максимович Максимко Макс
Павло Павел Павлович Павлович Павлик Паша
Ярослав Ярослав Ярославович Ярославович Ярик Слава
Степан Степан Степанович Степанович Степа Стёпа
Григорій Григорий Григорович Григорьевич Гриць Гриша
Ілля Илья Ілліч Ильич Ілюша Илюша
Федір Фёдор Федорович Фёдорович Федько Федя
Леонід Леонид Леонідович Леонидович Льоня Лёня
Тарас Тарас Тарасович Тарасович Тарасик Тарас
Руслан Руслан Русланович Русланович Русик Руслан
""".strip().splitlines()
]
_STARTS = """
Бар Вер Гор Гон Дем Дор Жур Зав Кал Ков Кри Лев Луб Мар Мел Мур Наг Ост Пав Пол Рад Роз Сав Сон Тка
Тор Хом Цип Чар Шев Щер Юр Яр
"""
_MIDDLES = "ба ви га до жу за ла ли ме на ни ре ро са ти то ча чи"
_ENDS = "ненко рук люк енко ський цький ко ба ун ак нич рський ров лов нчук шин ець ник ива ей"
_PLACES = """
Вербне Осокори Тихий_Брід Лугова Кринички Зелена_Гута Старосілля Камінь Обухи Довгий_Яр Млинки
Рокитне Сосни Поляни Броди_Малі Житник
"""
_TO_RUSSIAN = {"і": "и", "ї": "и", "є": "е", "ґ": "г", "ьо": "ё", "ський": "ский", "цький": "цкий", "сілля": "селье"}
_ALIKE = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True))
_LATIN = [
    _ALIKE | dict(pair.split(":") for pair in table.split())
    for table in (
        "г:h ґ:g ж:zh и:y й:i х:kh ц:ts ч:ch ш:sh щ:shch ь: ю:iu я:ia є:ie і:i ї:i",
        "ж:zh й:y х:kh ц:ts ч:ch ш:sh щ:shch ь: ъ: ы:y э:e ю:yu я:ya ё:e",
        "в:w ж:sch й:j х:ch ц:z ч:tsch ш:sch щ:schtsch ь: ъ: ы:y э:e ю:ju я:ja ё:jo",
        "ж:ž й:j х:h ц:c ч:č ш:š щ:šč ь: ъ: ы:y э:e ю:ju я:ja ё:ë",
    )
]


@dataclass(frozen=True)
class Person:
    """Somebody of the invented country; names as places in `NAMES`."""

    surname: str
    given: int
    father: int
    birth: date
    place: str
    unit: str
    number: str


@dataclass(frozen=True)
class Lists:
    """The two lists, and who is who: held id → sought id."""

    held: list[Particulars]
    sought: list[Particulars]
    truth: dict[str, str]


def noisy_lists(seed: int, size: int) -> Lists:
    """Lists of about ``size`` people each; about 60 % of those sought are held."""
    random = Random(seed)
    country = _country(random, size * 14 // 10)
    random.shuffle(country)
    sought = [_sought(random, f"S{place:06}", person) for place, person in enumerate(country[:size])]
    held_from = size * 4 // 10
    held = [_held(random, f"H{place:06}", person) for place, person in enumerate(country[held_from:], held_from)]
    truth = {f"H{place:06}": f"S{place:06}" for place in range(held_from, size)}
    return Lists(held, sought, truth)


def _country(random: Random, size: int) -> list[Person]:
    starts, middles, ends = _STARTS.split(), _MIDDLES.split(), _ENDS.split()
    surnames = sorted({a + b + c for a in starts for b in middles for c in ends})
    random.shuffle(surnames)
    surnames = surnames[: max(200, size // 2)]
    common = [1 / (rank + 8) for rank in range(len(surnames))]
    common_names = [1 / (rank + 3) for rank in range(len(NAMES))]
    places = [
        f"{name} {part}".replace("_", " ") for name in _PLACES.split() for part in ("", "Велика", "Друга", "Нова")
    ]

    def name() -> int:
        return random.choices(range(len(NAMES)), common_names)[0]

    people: list[Person] = []
    while len(people) < size:
        person = Person(
            surname=random.choices(surnames, common)[0],
            given=name(),
            father=name(),
            birth=date.fromordinal(random.randint(date(1960, 1, 1).toordinal(), date(2005, 12, 31).toordinal())),
            place=random.choice(places),
            unit=f"{random.randint(1, 60)} бригада",
            number=str(random.randint(100_000, 999_999)),
        )
        people.append(person)
        kin = random.random()
        given = (person.given + random.randint(1, len(NAMES) - 1)) % len(NAMES)
        number = str(random.randint(100_000, 999_999))
        if kin < 0.03:
            people.append(replace(person, given=given, number=number))
        elif kin < 0.15:
            birth = date.fromordinal(person.birth.toordinal() + random.choice((-1, 1)) * random.randint(400, 4000))
            people.append(replace(person, given=given, birth=birth, number=number))
        elif kin < 0.2:
            birth = date.fromordinal(person.birth.toordinal() + random.randint(7000, 11_000))
            son = name() if random.random() < 0.7 else person.given
            people.append(replace(person, given=son, father=person.given, birth=birth, number=number))
    return people[:size]


def _sought(random: Random, id_: str, person: Person) -> Particulars:
    """A family's request: Ukrainian, nearly whole."""
    given, patronymic = NAMES[person.given][0], NAMES[person.father][2]
    return _with_gaps(random, 0.05, id_, _slip(random, 0.02, person.surname), given, patronymic, person, person.place)


def _held(random: Random, id_: str, person: Person) -> Particulars:
    """A prison's list: Russian or Latin, with gaps and slips."""
    surname, place = _russian(person.surname), _russian(person.place)
    given, patronymic = NAMES[person.given][1], NAMES[person.father][3]
    if random.random() < 0.04:
        given = NAMES[person.given][5]
    if random.random() < 0.3:
        patronymic = ""
    script = random.random()
    if script < 0.15:
        surname, given, patronymic, place = (
            _latin(_LATIN[0], text)
            for text in (person.surname, NAMES[person.given][0], NAMES[person.father][2], person.place)
        )
    elif script < 0.45:
        table = random.choice(_LATIN[1:])
        surname, given, patronymic, place = (_latin(table, text) for text in (surname, given, patronymic, place))
    surname, given = _slip(random, 0.06, surname), _slip(random, 0.03, given)
    if random.random() < 0.03:
        given, patronymic = given[:1] + ".", patronymic[:1]
    if random.random() < 0.02:
        surname, given = given, surname
    return _with_gaps(random, 0.3, id_, surname, given, patronymic, person, place)


def _with_gaps(
    random: Random, gap: float, id_: str, surname: str, given: str, patronymic: str, person: Person, place: str
) -> Particulars:
    def kept(text: str, share: float) -> str:
        return text if random.random() < share else ""

    return Particulars(
        id=id_,
        surname=surname,
        given_names=given,
        patronymic=patronymic,
        birth_date=_birth_date(random, person.birth, gap),
        birth_place=kept(place, 1 - gap),
        service_number=kept(person.number, 0.5),
        unit=kept(person.unit, 0.6),
    )


def _birth_date(random: Random, birth: date, gap: float) -> PartialDate | None:
    year, month, day = birth.year, birth.month, birth.day
    event = random.random() * 0.3 / gap
    if event < 0.08:
        return None
    if event < 0.16:
        return PartialDate(year)
    if event < 0.2 and day <= 12:
        return PartialDate(year, day, month)
    if event < 0.22:
        return PartialDate(year, month, random.randint(1, 28))
    if event < 0.23:
        return PartialDate(year, random.randint(1, 12), min(day, 28))
    if event < 0.24:
        return PartialDate(year + random.choice((-1, 1, 10)), month, min(day, 28))
    return PartialDate(year, month, day)


def _slip(random: Random, share: float, word: str) -> str:
    """Now and then two letters exchanged, one left out, or one wrong."""
    if random.random() >= share or len(word) < 4:
        return word
    place = random.randrange(1, len(word) - 1)
    kind = random.choice(("exchange", "drop", "replace"))
    if kind == "exchange":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return (
        word[:place]
        + ("" if kind == "drop" else random.choice("aeiou" if word.isascii() else "аеиоу"))
        + word[place + 1 :]
    )


def _russian(text: str) -> str:
    for ukrainian, russian in reversed(_TO_RUSSIAN.items()):
        text = text.replace(ukrainian, russian).replace(ukrainian.capitalize(), russian.capitalize())
    return text


def _latin(table: dict[str, str], text: str) -> str:
    return "".join(table.get(letter, letter) for letter in text.lower()).title()
