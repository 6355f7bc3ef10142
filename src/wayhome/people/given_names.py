"""Given names that are one name: across languages, alphabets and spellings, in short forms, and as a father's name.

A name of the tables (data/given_names.txt, data/arabic_names.txt) is called by its first form, an East Slavic one by
its Ukrainian form: Николай, Nikolay, Mykola and Коля are all "Микола". Women's and men's short forms overlap (Саша,
Женя, Валя), so a short form may stand for several names.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from wayhome.people.names import canonical, initial, is_initial
from wayhome.people.naming.given_name_table import given_name_table

# Patronymics whose stem isn't that of the name: Лев, Львович; Яків, Яковлевич, Якович.
_IRREGULAR_STEMS = {"lv": "Лев", "iakovl": "Яків", "iak": "Яків"}
_PATRONYMIC_ENDING = re.compile(r"(?:evič|(?<=.{2})ič|evna|inična|ična)$")


_SHORTEST_MISSPELLED = 3
"""Letters; in a shorter name one slip makes any other."""

# What turns any form into a short one: Сергійко, Миколка, Петрусь, Николаша, Игорёк.
_DIMINUTIVE_ENDING = re.compile(r"(?<=.{3})(?:k[oa]|[eo]čk[oa]|č?ik|ek|us|[au]ša)$")


def given_names(word: str) -> frozenset[str]:
    """The names of the table that ``word`` may stand for; none when it is an initial or the table doesn't know it."""
    if is_initial(word):
        return frozenset()
    form = canonical(word)
    if form in _by_form():
        return _by_form()[form]
    without_ending = _DIMINUTIVE_ENDING.sub("", form)
    return frozenset() if without_ending == form else _by_stem_of_any_form().get(_stem(without_ending), frozenset())


def misspelled(word: str) -> frozenset[str]:
    """The names that ``word``, unknown to the table, may be if one letter is wrong, missing, added or exchanged."""
    form = canonical(word)
    if len(form) < _SHORTEST_MISSPELLED or given_names(word):
        return frozenset()
    near = {found for part in _with_one_letter_less(form) for found in _by_letters().get(part, ())}
    return frozenset().union(*(_by_form()[found] for found in near if OSA.distance(form, found, score_cutoff=1) <= 1))


def _with_one_letter_less(form: str) -> set[str]:
    """The form itself, and without each of its letters: two forms one slip apart have one of these in common."""
    return {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))}


@cache
def _by_letters() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for form in _by_form():
        if len(form) >= _SHORTEST_MISSPELLED:
            for part in _with_one_letter_less(form):
                forms.setdefault(part, []).append(form)
    return forms


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
    stem = patronymic_stem(patronymic)
    return _by_stem().get(stem, stem)


def patronymic_stem(patronymic: str) -> str:
    """The folded form of a patronymic without its ending and the vowels before it: mikol of Миколайович."""
    return _stem(_PATRONYMIC_ENDING.sub("", canonical(patronymic)))


def _stem(form: str) -> str:
    return form.rstrip("aeiou") or form


@cache
def _by_form() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for each in given_name_table():
        for form in (*each.documented, *each.short):
            names.setdefault(canonical(form), set()).add(each.name)
    return {form: frozenset(meant) for form, meant in names.items()}


@cache
def _by_stem_of_any_form() -> dict[str, frozenset[str]]:
    stems: dict[str, frozenset[str]] = {}
    for form, meant in _by_form().items():
        stems[_stem(form)] = stems.get(_stem(form), frozenset()) | meant
    return stems


@cache
def _initials_of() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for each in given_name_table():
        found[each.name] = found.get(each.name, frozenset()) | {
            initial(form) for language, forms in each.forms for form in forms if language or not each.is_east_slavic
        }
    return found


@cache
def _by_stem() -> dict[str, str]:
    """The stems of men's names; a name's own form comes before another name's variant: Леонович is Леон's."""
    men = [each for each in given_name_table() if each.of_men]
    stems = dict(_IRREGULAR_STEMS)
    for each in men:
        stems.setdefault(_stem(canonical(each.name)), each.name)
    for east_slavic in (True, False):
        for each in men:
            for language, forms in each.forms:
                if bool(language) is east_slavic:
                    for form in forms:
                        stems.setdefault(_stem(canonical(form)), each.name)
    return stems
