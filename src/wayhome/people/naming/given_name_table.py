"""The tables of given names: data/given_names.txt for East Slavic lists, data/arabic_names.txt for Arabic ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class GivenName:
    """One name with every spelling that folding doesn't already make equal."""

    name: str
    """Its first form, by which it is called."""
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    """What documents write, by language: uk, ru, be, ar, and "" for all others."""
    short: tuple[str, ...]
    """What people are called at home."""
    of_men: bool

    @property
    def documented(self) -> tuple[str, ...]:
        return tuple(form for _, forms in self.forms for form in forms)

    @property
    def is_east_slavic(self) -> bool:
        return self.forms[0][0] == "uk"


_COLUMNS = {
    "given_names.txt": ("uk", "ru", "be", "", "short"),
    "arabic_names.txt": ("", "ar", "ru", "short"),
}


@cache
def given_name_table() -> tuple[GivenName, ...]:
    """Every name of both tables, men's and women's."""
    return tuple(name for table in _COLUMNS for name in _read(table))


def _read(table: str) -> Iterator[GivenName]:
    of_men = True
    for line in files("wayhome.people").joinpath("data", table).read_text(encoding="utf-8").splitlines():
        if line in ("[men]", "[women]"):
            of_men = line == "[men]"
        elif line and not line.startswith("#"):
            cells = (tuple(cell.split()) for cell in line.split("|"))
            *forms, (_, short) = zip(_COLUMNS[table], cells, strict=True)
            yield GivenName(forms[0][1][0], tuple(forms), short, of_men)
