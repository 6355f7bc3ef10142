"""What a journal says of a round, as papers for people: the account page and the communiqué."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from wayhome.record import LANGUAGES, CommuniquePublished, account_page
from wayhome.record import communique as communique_text
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


def communique_texts(table: Table, round_name: str) -> Mapping[str, str]:
    """The published communiqué, language → text; empty before it is published."""
    state = table.state[round_name]
    published = [
        (position, statement)
        for position, statement in enumerate(table.statements)
        if statement.round == round_name and isinstance(statement.act, CommuniquePublished)
    ]
    if not published:
        return {}
    ((position, statement),) = published
    sentences = [state.record.sentences[digest].proposed for digest in state.record.published]
    return {
        language: communique_text(
            statement.time.date(),
            sentences,
            state.agreement.names,
            table.journal.root(position + 1).hex(),
            language,
        )
        for language in LANGUAGES
    }
