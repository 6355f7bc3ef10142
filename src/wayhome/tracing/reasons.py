"""Why two entries may be one person, or why not: a code for the program, a few words for a list officer."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as _field

_SAME = {
    "same": "the same",
    "same_letters": "same letters after transliteration",
}
_WORDINGS: dict[str, dict[str, str]] = {
    "others": {
        "as_likely": "another entry is about as likely, or likelier",
        "less_likely": "another entry is possible too, but far less likely",
    },
    "relatives": {
        "perhaps_sibling": "perhaps a brother or sister: another given name, what a family shares is the same",
        "perhaps_twin": "perhaps a twin: another given name on the same birth date",
        "perhaps_parent_and_child": "perhaps parent and child: born a generation apart",
        "perhaps_cousin": "perhaps a relative of the same name: another birth date",
    },
    "names": {
        "in_other_columns": "the names stand in each other's columns on one list",
    },
    "surname": {
        **_SAME,
        "sounds_alike": "sounds alike",
        "near": "one or two letters differ",
        "in_part": "one part of a double surname is the same",
        "far": "two or three letters differ",
        "exchanged": "stands in the column of the given name on one list",
        "different": "different",
    },
    "given_names": {
        **_SAME,
        "same_name": "the same name in another language or a short form",
        "near": "one or two letters differ",
        "initial": "the initial is the same",
        "exchanged": "stands in the column of the surname on one list",
        "unlike": "unlike, but not two usual names",
        "different": "different",
    },
    "patronymic": {
        **_SAME,
        "same_father": "from the same father's name",
        "near": "one or two letters differ",
        "initial": "the initial is the same",
        "different": "different",
    },
    "birth_date": {
        "same": "the same",
        "day_and_month_exchanged": "day and month exchanged",
        "day_differs": "only the day differs",
        "month_differs": "only the month differs",
        "year_differs": "only the year differs",
        "same_month": "the same year and month, the day not stated",
        "same_year": "the same year, the rest not stated",
        "neighbouring_year": "one year apart, the rest not stated",
        "only_year_same": "only the year is the same",
        "generation_apart": "fifteen years apart or more",
        "different": "different",
    },
    "service_number": {
        "same": "the same",
        "near": "nearly the same",
        "different": "different",
    },
    "birth_place": {
        **_SAME,
        "in_part": "one is a part of the other",
        "near": "one or two letters differ",
        "different": "different",
    },
    "unit": {
        "same": "the same",
        "different": "different",
    },
    "capture_date": {
        "same": "the same",
        "days_apart": "at most seven days apart",
        "different": "different",
    },
    "sex": {"different": "different"},
}
_CODES = {(field, words): code for field, wordings in _WORDINGS.items() for code, words in wordings.items()}


@dataclass(frozen=True)
class Reason:
    """One thing that two entries say for or against being one person.

    ``field`` is a column of the lists, or "relatives", or "others" (further entries like these), or "names" (all of
    them together), or "remark" for words
    that a person wrote into the file; ``code`` says how the two entries compare in it. ``weight`` is
    what it adds to the log-odds of the two being one person, below 0 where it speaks against; 0 in a reason read from a
    file, which holds no weights.
    """

    field: str
    code: str
    weight: float = _field(default=0.0, compare=False)

    def __str__(self) -> str:
        return f"{self.field}: {_WORDINGS.get(self.field, {}).get(self.code, self.code)}"

    @classmethod
    def parse(cls, text: str) -> Reason:
        """The reason that ``text`` words; words that no reason has become a remark."""
        field, _, words = (part.strip() for part in text.partition(":"))
        if code := _CODES.get((field, words)):
            return cls(field, code)
        return cls("remark", words if field == "remark" else text.strip())
