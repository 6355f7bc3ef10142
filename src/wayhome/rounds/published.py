"""The communiqué as a journal has it: its sentences, the day it was published, the root that stands behind it."""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.record import LANGUAGES, CommuniquePublished, communique
from wayhome.rounds.table import Table


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
        language: communique(
            statement.time.date(),
            sentences,
            state.agreement.names,
            table.journal.root(position + 1).hex(),
            language,
        )
        for language in LANGUAGES
    }
