"""A refusal in the reader's words: the law's reasons, and the rules of terms and packages.

The law and the rules speak English; here each of their sentences has its translations. What isn't known here stays as
it was said.
"""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.acts import Refused
from wayhome.exchange import UnlawfulTerms
from wayhome.people.languages import isolated

SENTENCES: tuple[Promise, ...] = (
    lazy("A person certified seriously wounded or sick goes home outside any count, never man for man."),
    lazy(
        "Civilians, children, mothers of infants and retained personnel are no consideration: they stand in no count."
    ),
    lazy("A family goes home together or not at all in this round."),
    lazy(
        "People are put in order only by what an article permits (length of captivity, age, sex, family); no price, "
        "score or weight of a person can be written, and no limit set to how many women go."
    ),
    lazy("Nobody protected is consideration: no term may count them, or make their return depend on a soldier's."),
    lazy("A person certified seriously wounded or sick goes home outside any count: no term may count them."),
    lazy(
        "The seriously wounded and sick go first: terms that carry counted people must leave seats for the "
        "unconditional."
    ),
    lazy(
        "Active hostilities have ended: everyone still held is due without delay, and no ratio may hold anybody back."
    ),
    lazy(
        "A convoy leaves only with a complete signed manifest and a transport notice that every party has acknowledged."
    ),
    lazy(
        "Nobody is handed over whose own wish is unknown or not a standing yes; it is taken privately and may be "
        "withdrawn until the line is crossed."
    ),
    lazy("Nobody is transferred who has not been screened for what they may fear there, or whose fear is unresolved."),
    lazy("A child travels only with a guardian's or an agency's record."),
    lazy("No movement of protected people may be made to wait for a movement of counted people."),
    lazy(
        "Nobody is withheld but for a named prosecution or conviction for an offence, or until a named day while unfit "
        "to travel; discipline is no reason, and nobody is held for a bargain."
    ),
    lazy("The package in effect can't be replaced; a person can be, by a substitution both parties sign."),
    lazy("A package needs terms in force, and must name them."),
    lazy("This package answers another than the one on the table."),
    lazy("The time to sign must lie ahead."),
    lazy("This is not the package on the table; what was changed must be read and signed again."),
    lazy("The facilitator signs last, after every party."),
    lazy("The families of a package are those named in the inquiries that were answered."),
    lazy("A package is in effect under the terms in force; new terms belong to a new round."),
    lazy("The terms must name exactly the parties of this round."),
    lazy("These terms answer others than those on the table."),
    lazy("These are the terms on the table: accept them, or change something."),
    lazy("These are not the terms on the table; read them again and accept those."),
)
"""What is said in the same words each time."""

_FORMS: tuple[tuple[re.Pattern[str], Promise], ...] = (
    (re.compile(r"(?P<seat>.+) has signed this package already\."), lazy("%(seat)s has signed this package already.")),
    (
        re.compile(r"(?P<seat>.+) has accepted these terms already\."),
        lazy("%(seat)s has accepted these terms already."),
    ),
    (
        re.compile(r"The time to sign ended at (?P<time>.+) UTC; propose the package anew\."),
        lazy("The time to sign ended at %(time)s UTC; propose the package anew."),
    ),
    (re.compile(r"The package breaks its terms: "), lazy("The package breaks its terms: ")),
    (
        re.compile(
            r"(?P<there>\d+) counted people go from (?P<one>\S+) to (?P<other>\S+), but (?P<back>\d+) come back"
        ),
        lazy("%(there)s counted people go from %(one)s to %(other)s, but %(back)s come back"),
    ),
    (
        re.compile(
            r"(?P<n>\d+) counted people go between (?P<one>\S+) and (?P<other>\S+); "
            r"the terms allow (?P<most>\d+) each way"
        ),
        lazy("%(n)s counted people go between %(one)s and %(other)s; the terms allow %(most)s each way"),
    ),
    (
        re.compile(r"(?P<n>\d+) people go uncounted from (?P<holder>\S+) to (?P<home>\S+) on (?P<seats>\d+) seats"),
        lazy("people outside every count from %(holder)s to %(home)s: %(n)s, seats: %(seats)s"),
    ),
)
"""What is said with names and numbers in it."""


def in_words(refusal: Refused) -> str:
    """Why an act was refused, with the article where it was the law."""
    reason, about, subjects = refusal.reason.partition(" About: ") if refusal.rule else (refusal.reason, "", "")
    if not refusal.rule:
        return _said(reason)
    concerning = f" {_('About:')} {subjects}" if about else ""
    return f"{_said(reason)} ({_law(refusal.article, refusal.rule)}){concerning}"


def unlawful(error: UnlawfulTerms) -> list[str]:
    """Every reason for which the law refuses terms, with its article and the keys it is about."""
    return [
        f"{_said(breach.reason)} ({_law(breach.article, breach.rule)}) {_('About:')} {', '.join(breach.subjects)}."
        for breach in error.breaches
    ]


def _said(reason: str) -> str:
    said = _(reason) if reason else ""
    for form, phrase in _FORMS:
        said = form.sub(lambda found, phrase=phrase: str(phrase) % _named(found), said)  # type: ignore[misc]
    return said


def _named(found: re.Match[str]) -> dict[str, str]:
    language = get_language() or "en"
    return {name: isolated(value, language) for name, value in found.groupdict().items()}


def _law(article: str, rule: str) -> str:
    return isolated(article, get_language() or "en") + "; " + _("rule") + " " + isolated(rule, get_language() or "en")
