"""The demo's journal, signed for as a whole."""

from __future__ import annotations

from wayhome.cli.demo.cast import SAHLAN
from wayhome.cli.demo.story import Story
from wayhome.journal import cosign
from wayhome.rounds import keeper, watching


def sign_journal(story: Story) -> None:
    """Sahlan signs the journal as it stands; each seat that watches it cosigns."""
    journal, state = story.table.journal, story.table.state
    note, office = journal.checkpoint(story.keys[SAHLAN]), keeper(state)
    assert office
    for seat in watching(state):
        note = cosign(note, office, seat, story.keys[seat], story.now, None, [])
        journal.add_cosignature(note)
