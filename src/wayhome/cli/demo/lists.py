"""The demo's lists as their owners keep them: canonical, or as an office program saved it with rows that are wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from wayhome.people import PartialDate, Particulars, write_list

_RUSSIAN = {
    "id": "№",
    "surname": "Фамилия",
    "given_names": "Имя",
    "patronymic": "Отчество",
    "birth_date": "Дата рождения",
    "sex": "Пол",
    "birth_place": "Место рождения",
    "service_number": "Личный номер",
    "rank": "Звание",
    "unit": "Воинская часть",
    "category": "Категория",
    "capture_date": "Дата пленения",
    "capture_place": "Место пленения",
    "facility": "Учреждение",
    "medical": "Состояние здоровья",
    "family": "Семья",
    "destination": "Место назначения",
}
"""The headers of the list that was saved by an office program, by canonical column."""

_WRONG_ROWS = (
    {"id": "", "surname": "Веприков", "given_names": "Лука", "birth_date": "04.05.1993"},
    {"id": "TH-90002", "surname": "Грачин", "given_names": "Тихон", "birth_date": "17.09.1990"},
    {"id": "TH-90002", "given_names": "Ефим", "birth_date": "12.11.1979"},
    {"id": "TH-90003", "surname": "Дорохин", "given_names": "Платон", "birth_date": "31.02.1988"},
)
"""Rows as a tired clerk leaves them: no id, one id for two people, neither surname nor service number. None of them can
be read. Of the last only the birth date can't, a day that doesn't exist: he stays on the list."""


def write_canonical(path: Path, rows: Iterable[Particulars]) -> None:
    """Write a list as Wayhome itself writes one."""
    write_list(path, rows)


def write_as_saved_by_an_office(path: Path, rows: Iterable[Particulars]) -> None:
    """Write a list as an office program does: UTF-16, tabs, Russian headers, days first, and some rows wrong."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(_RUSSIAN), delimiter="\t", lineterminator="\r\n", restval="")
    text.write("\t".join(_RUSSIAN.values()) + "\r\n")
    writer.writerows([*map(_cells, rows), *_WRONG_ROWS])
    path.write_bytes(text.getvalue().encode("utf-16"))


def _cells(row: Particulars) -> dict[str, str]:
    return {
        "id": row.id,
        "surname": row.surname,
        "given_names": row.given_names,
        "patronymic": row.patronymic,
        "birth_date": _day_first(row.birth_date),
        "sex": {"female": "ж", "male": "м"}.get(row.sex, ""),
        "birth_place": row.birth_place,
        "service_number": row.service_number,
        "rank": row.rank,
        "unit": row.unit,
        "category": row.category.value if row.category else "",
        "capture_date": _day_first(row.capture_date),
        "capture_place": row.capture_place,
        "facility": row.facility,
        "medical": "; ".join(sorted(row.medical)),
        "family": row.family,
        "destination": row.destination,
    }


def _day_first(date: PartialDate | None) -> str:
    if date is None or not date.day:
        return str(date or "")
    return f"{date.day:02}.{date.month:02}.{date.year}"
