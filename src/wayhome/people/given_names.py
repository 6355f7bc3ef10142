"""Given names that are one name: across Ukrainian, Russian and Latin spellings, in short forms, and as a father's name.

A name of the table is called by its first, Ukrainian form: Николай, Nikolay, Mykola and Коля are all "Микола". Women's
and men's short forms overlap (Саша, Женя, Валя), so a short form may stand for several names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wayhome.people.names import canonical, initial, is_initial

# A line: the forms that documents use, then after the colon the commonest short forms. Spellings that the folding of
# `names` makes equal (Сергій, Serhii, Sergiy) are given once.
_MEN = """
Адам
Альберт: Алик
Анатолій Anatol: Толя Толик
Андрій Andrew: Андрюша Андрюха
Антон Антін: Тоша Антоша
Аркадій: Аркаша
Арсеній Арсен: Сеня
Артем Артемій: Тема
Артур
Архип
Афанасій Опанас Панас: Афоня
Богдан: Бодя Даня
Борис: Боря
Борислав: Слава
Вадим: Вадик Дима
Валентин: Валя Валик
Валерій: Валера
Василь Василий Basil: Вася Васько
Веніамін Benjamin: Веня
Віктор Victor: Витя Вітьок
Віталій: Виталик
Владислав: Влад Владик Слава
Всеволод: Сева
Володимир Владимир Waldemar: Вова Володя Вовка Вовчик
В'ячеслав: Слава Славик
Гаврило Гавриил Гаврила Gabriel: Гаврик
Геннадій: Гена
Георгій George: Гоша Жора Гога Гера
Герасим
Гліб Глеб
Григорій Gregory: Гриша Гриць
Давид
Данило Даниил Данила Данилий Daniel: Даня Данько
Дем'ян Даміан: Дема
Денис: Дениска Ден
Дмитро Дмитрий Димитрій: Дима Митя Дмитрик
Едуард Edward: Эдик
Євген Евгений Eugene Eugen: Женя Женька
Єгор: Гоша
Єлисей
Євстафій Остафій Остап
Захар Захарій: Захарка
Зіновій: Зіник
Іван John: Ваня Івась Ванька
Ігнат Гнат Игнатий
Ігор: Гарик Гоша
Ілля Elijah: Ілюша
Іларіон Ларіон
Інокентій: Кеша
Ісаак Isaac
Йосип Иосиф Осип Joseph
Казимир
Кирило Кирилл Cyril: Кіря
Климентій Клим
Кіндрат Кондрат Кондратий: Кондраша
Костянтин Константин Constantine Konstanty: Костя Костик
Корній Корнилий
Кузьма Козьма
Лаврентій Лаврін
Лазар
Лев Leo: Лева Левко
Леонід: Льоня
Леонтій
Лука Luke
Любомир: Любчик
Макар Макарій
Максим Maximilian: Макс
Марат
Марк Марко
Мар'ян
Мартин
Матвій Matthew: Мотя
Микита Никита
Микола Николай Nicholas Nikolaus: Коля Миколка Колян
Мирон
Мирослав: Мирко Слава
Михайло Михаил Michael Michail: Михась Миша Мишко Мишка
Мойсей
Магомед Мухаммад Мохаммед Магомет Мохамад: Мага
Назар Назарій
Наум
Никифор
Нестор Нестір
Олег: Олежка Олежик
Олександр Александр Alexander Oleksander: Саша Сашко Сашка Саня Шура Алекс Олесь Лесь Сандро
Олексій Алексей Олекса: Льоша Льоха Алёша
Омелян Емельян
Орест
Павло Павел Paul: Паша Павлик
Петро Пётр Peter: Петя Петрик Петька
Пилип Филипп: Філя
Платон
Прокіп Прокоп Прокофий Прокопий
Прохор
Радіон Родион: Родя
Рафаїл Рафаэль
Роман: Рома
Ростислав: Ростик Слава
Руслан: Русик
Рустам Рустем
Сава
Савелій
Самійло Самуїл Samuel
Святослав: Слава Свят
Северин
Семен Симон Семеон: Сеня Сьома
Сергій Serge: Сережа Серёга Сергійко
Сидір Сидор Ісидор
Соломон
Спиридон
Станіслав: Стас Слава
Степан Стефан Stephen: Степа
Тадей Фаддей Тадеуш Thaddeus
Тарас: Тарасик
Терентій
Тимофій Timothy: Тима Тимоха
Тимур
Тихон Тихін
Трохим Трофим
Устим Юстим
Федір Фёдор Theodore Теодор: Федя Федько
Феодосій Тодос
Фома Хома Thomas Тома
Харитон
Христофор
Юліан
Юрій: Юра Юрко
Юхим Ефим: Фима
Яким Аким Йоаким
Яків Яков Jacob: Яша Яшко
Ян
Ярема Еремей Ієремія
Ярослав: Ярик Слава
"""

_WOMEN = """
Алевтина: Аля
Аліна: Аля
Алла
Альона
Анастасія Настасія: Настя Ася
Ангеліна Анжеліна: Геля
Анжела Анжеліка Ангела
Анна Ганна Anne: Аня Нюра Нюта Анечка Ганя
Антоніна: Тоня
Богдана: Дана
Валентина: Валя
Валерія: Лера Валера
Варвара Barbara: Варя
Василина Васелина
Віра Вера
Вікторія Victoria: Віка
Віолетта: Віта
Владислава: Влада Слава
Галина: Галя Галка
Дарина Дарья: Даша Дашка Дарка
Діана
Євгенія Eugenia: Женя
Євдокія Явдоха: Дуся
Єлизавета Elizabeth: Ліза
Жанна
Зінаїда: Зіна
Зоя
Злата
Інна
Ірина Irene Ярина Арина: Іра Іринка
Ія
Іванна: Іва
Карина
Катерина Екатерина Catherine Katarzyna: Катя Катря Катруся
Кіра
Клавдія: Клава
Ксенія Xenia Аксинья: Ксюша
Лариса: Лара
Леся
Лідія: Ліда
Лілія
Любов: Люба
Людмила: Люда Мила Люся
Майя
Маргарита Margaret: Рита
Марина: Маша
Марія Mary: Маша Маруся Марійка Манька
Мар'яна
Мирослава: Мира Слава
Надія Надежда
Наталія Наталка Natalie: Наташа Ната
Неля Нелли
Ніна
Оксана: Ксюша
Олександра Александра: Саша Сашка Шура Леся
Олена Елена Helen: Лена Оленка Алена
Олеся Алеся: Леся
Ольга: Оля
Поліна: Поля
Раїса: Рая
Регіна
Роксолана: Рокса
Римма
Руслана
Світлана Светлана: Света Світа
Соломія Саломея: Соля
Софія Sophie: Соня Софа
Стефанія: Стефа
Таїсія Таїса: Тая
Тамара: Тома
Тетяна Татьяна: Таня
Уляна Юліана: Уля
Христина Кристина Christine: Христя
Юлія
Яна
Ярослава: Слава
"""

# Patronymics whose stem isn't that of the name: Лев, Львович; Яків, Яковлевич, Якович.
_IRREGULAR_STEMS = {"lv": "Лев", "iakovl": "Яків", "iak": "Яків"}
_PATRONYMIC_ENDING = re.compile(r"(?:[eo]vič|(?<=.{2})ič|[eiou]vna|inična|ična)$")


_SHORTEST_MISSPELLED = 3
"""Letters; in a shorter name one slip makes any other."""

# What turns any form into a short one: Сергійко, Миколка, Петрусь, Николаша, Игорёк.
_DIMINUTIVE_ENDING = re.compile(r"(?<=.{3})(?:k[oa]|[eo]čk[oa]|č?ik|ek|us|[au]ša)$")


def given_names(word: str) -> frozenset[str]:
    """The names of the table that ``word`` may stand for; none when it is an initial or the table doesn't know it."""
    if is_initial(word):
        return frozenset()
    form = canonical(word)
    without_ending = _DIMINUTIVE_ENDING.sub("", form)
    if form in _by_form() or without_ending == form:
        return _by_form().get(form, frozenset())
    return _by_stem_of_any_form().get(_stem(without_ending), frozenset())


def misspelled(word: str) -> frozenset[str]:
    """The names that ``word``, unknown to the table, may be if one letter is wrong, missing, added or exchanged."""
    form = canonical(word)
    if len(form) < _SHORTEST_MISSPELLED or given_names(word):
        return frozenset()
    close = process.extract(form, list(_by_form()), scorer=OSA.distance, score_cutoff=1, limit=None)
    return frozenset().union(*(_by_form()[found] for found, *_ in close if len(found) >= _SHORTEST_MISSPELLED))


def initials(word: str) -> frozenset[str]:
    """The initials under which documents may give this name: О and А for Олександр and for Саша.

    Of an initial, those it may be: a Latin I stands for І, Ю and Я, as they are Iurii and Iakiv on passports.
    """
    if word.lower() in ("i", "y", "j"):
        return frozenset({"i", "iu", "ia", "e"})
    return frozenset().union(*(_initials_of()[name] for name in given_names(word))) or frozenset({initial(word)})


def is_patronymic(word: str) -> bool:
    """Whether ``word`` ends as patronymics do (some surnames end alike)."""
    return bool(_PATRONYMIC_ENDING.search(canonical(word)))


def father(patronymic: str) -> str:
    """The father's name from a patronymic: a name of the table, else its bare stem; "" when there is no letter in it.

    Миколайович, Николаевич, Mykolaiovych and Миколаївна all give "Микола".
    """
    stem = _stem(_PATRONYMIC_ENDING.sub("", canonical(patronymic)))
    return _by_stem().get(stem, stem)


def _stem(form: str) -> str:
    return form.rstrip("aeiou") or form


def _lines(table: str) -> Iterator[tuple[list[str], list[str]]]:
    """The documents' forms and the short forms of each line of a table."""
    for line in table.strip().splitlines():
        documented, _, short = line.partition(":")
        yield documented.split(), short.split()


@cache
def _by_form() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for documented, short in [*_lines(_MEN), *_lines(_WOMEN)]:
        for form in documented + short:
            names.setdefault(canonical(form), set()).add(documented[0])
    return {form: frozenset(meant) for form, meant in names.items()}


@cache
def _by_stem_of_any_form() -> dict[str, frozenset[str]]:
    stems: dict[str, frozenset[str]] = {}
    for form, meant in _by_form().items():
        stems[_stem(form)] = stems.get(_stem(form), frozenset()) | meant
    return stems


@cache
def _initials_of() -> dict[str, frozenset[str]]:
    return {
        documented[0]: frozenset(initial(form) for form in documented)
        for documented, _ in [*_lines(_MEN), *_lines(_WOMEN)]
    }


@cache
def _by_stem() -> dict[str, str]:
    stems = dict(_IRREGULAR_STEMS)
    for documented, _ in _lines(_MEN):
        for form in documented:
            stems.setdefault(_stem(canonical(form)), documented[0])
    return stems
