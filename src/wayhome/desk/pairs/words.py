"""Fields and reasons in the reader's language. The English words are the tracing room's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.pairs.models import Pair
from wayhome.desk.register.words import in_words
from wayhome.tracing import Reason

FIELDS = {
    "surname": lazy("Surname"),
    "given_names": lazy("Given names"),
    "patronymic": lazy("Patronymic"),
    "birth_date": lazy("Date of birth"),
    "sex": lazy("Sex"),
    "birth_place": lazy("Place of birth"),
    "service_number": lazy("Service number"),
    "rank": lazy("Rank"),
    "unit": lazy("Unit"),
    "capture_date": lazy("Date of capture"),
    "capture_place": lazy("Place of capture"),
}
"""The fields shown side by side, in this order."""
_DIFFERING = frozenset({"different", "unlike", "far", "generation_apart", "only_year_same", "neighbouring_year"})
_ABOUT_BOTH = ("others", "relatives", "names", "remark")
REASONS = (
    lazy("the same"),
    lazy("same letters after transliteration"),
    lazy("another entry is about as likely, or likelier"),
    lazy("another entry is possible too, but far less likely"),
    lazy("perhaps a brother or sister: another given name, what a family shares is the same"),
    lazy("perhaps a twin: another given name on the same birth date"),
    lazy("perhaps parent and child: born a generation apart"),
    lazy("perhaps a relative of the same name: another birth date"),
    lazy("the names stand in each other's columns on one list"),
    lazy("sounds alike"),
    lazy("one or two letters differ"),
    lazy("one part of a double surname is the same"),
    lazy("two or three letters differ"),
    lazy("stands in the column of the given name on one list"),
    lazy("different"),
    lazy("the same name in another language or a short form"),
    lazy("the initial is the same"),
    lazy("stands in the column of the surname on one list"),
    lazy("unlike, but not two usual names"),
    lazy("from the same father's name"),
    lazy("day and month exchanged"),
    lazy("only the day differs"),
    lazy("only the month differs"),
    lazy("only the year differs"),
    lazy("the same year and month, the day not stated"),
    lazy("the same year, the rest not stated"),
    lazy("one year apart, the rest not stated"),
    lazy("only the year is the same"),
    lazy("fifteen years apart or more"),
    lazy("nearly the same"),
    lazy("one is a part of the other"),
    lazy("at most seven days apart"),
)
"""Every reason the tracing room gives, so that each stands in the catalogues."""


@dataclass(frozen=True)
class Line:
    """One field of both entries: what each states, and whether that agrees, differs, or isn't stated."""

    title: str
    sought: str
    held: str
    standing: str
    """ "agrees", "differs" or "blank"."""
    words: str


def lines(pair: Pair) -> list[Line]:
    """A pair, field by field."""
    reasons = {field: Reason(field, code, weight) for field, code, weight in pair.reasons}
    return [_line(name, str(title), pair, reasons.get(name)) for name, title in FIELDS.items()]


def remarks(pair: Pair) -> list[str]:
    """What is to be known of the two entries together: other entries like these, perhaps relatives."""
    return [words(Reason(field, code)) for field, code, _weight in pair.reasons if field in _ABOUT_BOTH]


def words(reason: Reason) -> str:
    """A reason in the reader's language."""
    return _(str(reason).partition(": ")[2])


def _line(name: str, title: str, pair: Pair, reason: Reason | None) -> Line:
    stated = pair.sought.get(name, ""), pair.held.get(name, "")
    sought, held = (in_words(name, each) for each in stated)
    if reason is None:
        same = bool(stated[0]) and stated[0] == stated[1]
        return Line(title, sought, held, "agrees" if same else "blank", "")
    standing = "differs" if reason.code in _DIFFERING else "agrees"
    return Line(title, sought, held, standing, words(reason))
