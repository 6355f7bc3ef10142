"""The levels of each field as SQL: what `wayhome.tracing.comparison` says in numbers, for Splink.

In each condition ``{l}name`` and ``{r}name`` are columns of the two rows; the first condition that holds is the level.
"""

from __future__ import annotations

from wayhome.tracing.comparison import GENERATION, OPEN

Conditions = tuple[tuple[str, str], ...]
"""Level and condition, in order; the last condition always holds."""

OTHERWISE = "TRUE"


def _stands_for(one: str, one_side: str, other: str, other_side: str) -> str:
    """Whether a name of one column is, sounds like or means one of another column, on the other row."""
    a, b = f"{{{one_side}}}{one}", f"{{{other_side}}}{other}"
    return (
        f"({a}_form > 0 AND ({a}_form = {b}_form OR ({a}_skeleton = {b}_skeleton AND {a}_sounding = 1) "
        f"OR {{overlap}}({a}_meanings, {b}_meanings)))"
    )


_SAME_MEANING = "{overlap}({l}given_meanings, {r}given_meanings)"
_ONLY_INITIAL = "({l}given_only_initial = 1 OR {r}given_only_initial = 1)"
_GIVEN_SAME = f"(NOT {_ONLY_INITIAL} AND ({{l}}given_form = {{r}}given_form OR {_SAME_MEANING}))"
_SURNAME_ALIKE = (
    "({l}surname_form = {r}surname_form OR ({l}surname_skeleton = {r}surname_skeleton AND {l}surname_sounding = 1))"
)
_NAMED = "({l}surname_form > 0 AND {r}surname_form > 0 AND {l}given_form > 0 AND {r}given_form > 0)"
_EXCHANGED = (
    f"({_NAMED} AND NOT {_SURNAME_ALIKE} AND NOT {_GIVEN_SAME} "
    f"AND {_stands_for('surname', 'l', 'given', 'r')} AND {_stands_for('given', 'l', 'surname', 'r')})"
)


def _blank(column: str, nothing: str = "0") -> str:
    return f"({{l}}{column} = {nothing} OR {{r}}{column} = {nothing})"


def _equal(*columns: str) -> str:
    return " AND ".join(f"{{l}}{column} = {{r}}{column}" for column in columns)


_WHOLE = "({l}birth_day > 0 AND {r}birth_day > 0)"
_APART = "ABS({l}birth_year - {r}birth_year)"
_BIRTH_DAY = f"({_WHOLE} AND {_equal('birth_month', 'birth_day')})"

LEVELS_IN_SQL: dict[str, Conditions] = {
    "surname": (
        ("", _blank("surname_form")),
        ("same", _equal("surname_form")),
        ("sounds_alike", "{l}surname_skeleton = {r}surname_skeleton AND {l}surname_sounding = 1"),
        ("exchanged", _EXCHANGED),
        (OPEN, OTHERWISE),
    ),
    "given_names": (
        ("", _blank("given_form")),
        ("exchanged", _EXCHANGED),
        ("different", f"{_ONLY_INITIAL} AND ({{l}}given_initials & {{r}}given_initials) = 0"),
        ("initial", _ONLY_INITIAL),
        ("same", f"{{l}}given_form = {{r}}given_form OR {_SAME_MEANING}"),
        ("near", "{overlap}({l}given_guesses, {r}given_guesses)"),
        ("different", "{l}given_listed = 1 AND {r}given_listed = 1"),
        (OPEN, OTHERWISE),
    ),
    "patronymic": (
        ("", _blank("patronymic_form")),
        (
            "different",
            "({l}patronymic_only_initial = 1 OR {r}patronymic_only_initial = 1) "
            "AND ({l}patronymic_initials & {r}patronymic_initials) = 0",
        ),
        ("initial", "{l}patronymic_only_initial = 1 OR {r}patronymic_only_initial = 1"),
        ("same", _equal("patronymic_meaning")),
        ("different", "{l}patronymic_listed = 1 AND {r}patronymic_listed = 1"),
        (OPEN, OTHERWISE),
    ),
    "birth_date": (
        ("", _blank("birth_year")),
        ("same", f"{_APART} = 0 AND {_BIRTH_DAY}"),
        ("year_differs", _BIRTH_DAY),
        ("generation_apart", f"{_APART} >= {GENERATION}"),
        ("neighbouring_year", f"{_APART} = 1 AND NOT {_WHOLE}"),
        ("different", f"{_APART} > 0"),
        ("same_year", f"NOT {_WHOLE} AND {_blank('birth_month')}"),
        ("same_month", f"NOT {_WHOLE} AND {_equal('birth_month')}"),
        ("only_year_same", f"NOT {_WHOLE}"),
        ("day_and_month_exchanged", "{l}birth_month = {r}birth_day AND {l}birth_day = {r}birth_month"),
        ("day_differs", _equal("birth_month")),
        ("month_differs", _equal("birth_day")),
        ("only_year_same", OTHERWISE),
    ),
    "service_number": (("", _blank("number")), ("same", _equal("number")), (OPEN, OTHERWISE)),
    "birth_place": (("", _blank("place")), ("same", _equal("place")), (OPEN, OTHERWISE)),
    "unit": (("", _blank("unit")), ("same", _equal("unit")), ("different", OTHERWISE)),
    "capture_date": (
        ("", _blank("capture_year")),
        ("same", f"NOT {_blank('capture_ordinal')} AND {_equal('capture_ordinal')}"),
        ("days_apart", f"NOT {_blank('capture_ordinal')} AND ABS({{l}}capture_ordinal - {{r}}capture_ordinal) <= 7"),
        (
            "different",
            f"NOT {_blank('capture_ordinal')} OR {{l}}capture_year <> {{r}}capture_year "
            f"OR (NOT {_blank('capture_month')} AND {{l}}capture_month <> {{r}}capture_month)",
        ),
        ("", OTHERWISE),
    ),
    "sex": (("different", f"NOT {_blank('sex')} AND {{l}}sex <> {{r}}sex"), ("", OTHERWISE)),
}
"""Every level that numbers alone tell; where letters must be compared the level is open."""
