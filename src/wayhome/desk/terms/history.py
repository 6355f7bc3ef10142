"""What was put on the table in a round, in the order in which it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wayhome.acts import Statement
from wayhome.agreement import TermsAccepted, TermsCountered, TermsProposed
from wayhome.desk.look.acts import act_title
from wayhome.desk.table import at_the_table
from wayhome.exchange import Terms


@dataclass(frozen=True)
class Said:
    """One act about the terms."""

    time: datetime
    author: str
    title: str
    digest: str
    """Of the terms it is about."""


def about_terms(round_name: str) -> list[Said]:
    """Who proposed, countered and accepted which terms."""
    return [
        Said(each.time, each.author, act_title(each.act.kind), _digest(each))
        for each in statements_of(round_name)
        if isinstance(each.act, TermsProposed | TermsCountered | TermsAccepted)
    ]


def versions(round_name: str) -> dict[str, Terms]:
    """Every version of the terms that was on the table, by digest."""
    return {
        each.act.terms.digest: each.act.terms
        for each in statements_of(round_name)
        if isinstance(each.act, TermsProposed | TermsCountered)
    }


def statements_of(round_name: str) -> list[Statement]:
    """Everything stated in a round so far."""
    with at_the_table() as table:
        return [each for each in table.statements if each.round == round_name]


def _digest(statement: Statement) -> str:
    act = statement.act
    assert isinstance(act, TermsProposed | TermsCountered | TermsAccepted)
    return act.terms if isinstance(act, TermsAccepted) else act.terms.digest
