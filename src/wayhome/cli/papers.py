"""What a journal says of a round, as papers for people: the account page and the communiqué."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wayhome.record import account_page
from wayhome.rounds import Table


def account_html(table: Table, round_name: str, waited: Sequence[tuple[datetime, str]] = ()) -> str:
    """The account page of a round; ``waited`` tells of tranches that had to wait, which no act does."""
    state = table.state[round_name]
    return account_page(
        agreement=state.agreement,
        handover=state.handover,
        reception=state.reception,
        claims=state.claims,
        record=state.record,
        statements=[statement for statement in table.statements if statement.round == round_name],
        size=table.journal.size,
        root=table.journal.root().hex(),
        waited=waited,
    )
