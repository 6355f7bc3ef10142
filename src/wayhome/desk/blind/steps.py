"""The steps of a blind tracing: what is done, by whom, and how the next is made.

What needs a party's secret is made on that party's own machine (`wayhome blind`), never at a desk: on a server that
somebody else keeps, nothing would be blind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from wayhome.agreement import Agreement, Tracing


@dataclass(frozen=True)
class Step:
    """One step of one seat."""

    title: Promise
    seat: str
    done: bool
    command: str = ""
    """What makes it on the seat's own machine; "" for what a desk makes."""


_COMMANDS = {
    "mask": "wayhome blind mask JOURNAL {name} LIST --secret {name}.secret --out OWN.masked",
    "raise": "wayhome blind raise JOURNAL {name} OTHER.masked --secret {name}.secret --out OTHER.raised",
    "compare": "wayhome blind compare JOURNAL {name} FIRST.masked SECOND.masked FIRST.raised SECOND.raised",
    "lodge": "wayhome blind lodge JOURNAL {name} candidates.csv LIST OWN.masked OWN.raised OTHER.raised "
    "--secret {name}.secret",
    "sample": "wayhome blind sample JOURNAL {name} OWN.masked --secret {name}.secret",
    "judge": "wayhome blind judge JOURNAL {name} ITS.masked --of {party} --invented NUMBER",
    "release": "wayhome blind release JOURNAL {name}",
}


def steps(name: str, tracing: Tracing, agreement: Agreement) -> list[Step]:
    """Every step of a tracing in its order, those of both parties one after another."""

    def command(what: str, party: str = "") -> str:
        return _COMMANDS[what].format(name=name, party=party)

    def of_both(title: Promise, done: Callable[[str], bool], what: str) -> list[Step]:
        return [Step(title, party, done(party), command(what)) for party in tracing.parties]

    facilitator, observer = agreement.facilitator, agreement.observer
    found = [
        Step(lazy("Propose the terms"), tracing.proposed_by, True),
        Step(lazy("Accept exactly these terms"), tracing.other(tracing.proposed_by), tracing.accepted),
        *of_both(lazy("Mask its own list"), lambda party: party in tracing.masked, "mask"),
        *of_both(lazy("Raise the other's masked list"), lambda party: party in tracing.raised, "raise"),
        Step(lazy("Check every proof, and compare"), facilitator, len(tracing.compared) == 2, command("compare")),
        *of_both(
            lazy("Lodge dossiers of its own who matched"), lambda party: bool(tracing.dossiers.get(party)), "lodge"
        ),
        Step(lazy("Draw the sample"), observer, bool(tracing.seed)),
        *of_both(lazy("Open the lines drawn to the observer"), lambda party: party in tracing.opened, "sample"),
    ]
    found += [
        Step(lazy("Judge the lines opened"), observer, party in tracing.judged, command("judge", party))
        for party in tracing.parties
    ]
    released = bool(tracing.released) and not tracing.releasable
    return [*found, Step(lazy("Release the dossiers of each match"), facilitator, released, command("release"))]
