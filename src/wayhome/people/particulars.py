"""What a list says of one person: the canonical columns, and dates of which only a part may be known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from wayhome.people.categories import Category, Condition

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year; parts not known are 0. Ordered by year, then month, then day."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read YYYY-MM-DD, YYYY-MM or YYYY, in ASCII digits. Raises ValueError for anything else."""
        match = _DATE.fullmatch(text)
        if not match:
            raise ValueError("expected YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if match[2] == "00" or match[3] == "00":
            raise ValueError("there is no month or day 00")
        return cls(year, month, day)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        for part in (self.month, self.day):
            if part:
                text += f"-{part:02}"
        return text

    def earliest(self) -> date:
        """The first day this date can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day this date can be: what a claim of "held since" may safely rest on."""
        if self.day:
            return date(self.year, self.month, self.day)
        if self.month == 12 or not self.month:
            return date(self.year, 12, 31)
        return date.fromordinal(date(self.year, self.month + 1, 1).toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Particulars:
    """One row of a list of people held or sought. Every field but the id may be "not stated" (GC III 17): "" or None.

    ``id`` is the list owner's own reference. ``family`` is shared by those who may not be separated (AP I 74).
    ``medical`` holds the conditions certified.
    """

    id: str
    surname: str = ""
    given_names: str = ""
    patronymic: str = ""
    birth_date: PartialDate | None = None
    sex: str = ""
    """"female", "male" or "" (not stated)."""
    birth_place: str = ""
    service_number: str = ""
    rank: str = ""
    unit: str = ""
    category: Category | None = None
    """None is doubt: to be treated as a prisoner of war until determined (GC III 5)."""
    capture_date: PartialDate | None = None
    capture_place: str = ""
    facility: str = ""
    medical: frozenset[Condition] = field(default_factory=frozenset)
    family: str = ""
    destination: str = ""

    @property
    def status(self) -> Category:
        """The category to act on: the one stated, or in doubt that of a prisoner of war (GC III 5)."""
        return self.category or Category.PRISONER_OF_WAR
