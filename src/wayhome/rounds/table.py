"""The table where acts are said: ask the rules and the law, seal, sign, append, fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from wayhome.acts import Act, Statement
from wayhome.handover import TransferCleared, WishAnswer, WishTaken, refuse_sealed
from wayhome.journal import Entry, Journal, PublicKey, SealedDigest, SigningKey, Storage, seal, sign_entry
from wayhome.rounds.replay import key_in, replay
from wayhome.rounds.rounds import Rounds, admit


@dataclass(frozen=True)
class Draft:
    """An act somebody is about to state, with that seat's key and what is to be sealed, to whom."""

    round: str
    author: str
    key: SigningKey
    time: datetime
    act: Act
    content: bytes | None = None
    """The sealed part in the clear, or None where there is none."""
    to: tuple[str, ...] = ()
    """The seats it is sealed to."""


class Table:
    """A journal and the rounds it holds. Every edge speaks through `say`, and reads `state`."""

    def __init__(self, storage: Storage, origin: str, randomness: Callable[[int], bytes]) -> None:
        """Open the journal named ``origin`` and replay it. ``randomness(n)`` returns n fresh random bytes for sealing.

        Raises `Broken` if what is stored doesn't verify.
        """
        self.state = Rounds()
        self.statements: list[Statement] = []
        self._wishes: dict[tuple[str, str], Entry] = {}
        self._randomness = randomness
        for step in replay(storage, origin):
            self.state = step.state
            self._learn(step.statement, step.entry)
        self.journal = Journal(storage, origin)

    def say(self, *drafts: Draft) -> tuple[Statement, ...]:
        """State these acts, all or none, in this order, and return them as stated.

        Raises `Refused` for the first that the rules or the law don't admit; then none of them leaves a trace.
        """
        state, said, written, blobs = self.state, [], [], []
        earlier: Counter[str] = Counter()
        for draft in drafts:
            statement = Statement(draft.round, draft.author, draft.time, draft.act, tuple(sorted(draft.to)))
            refuse_sealed(statement, self._answers(draft))
            state = admit(state, statement)
            entry, sealed = self._entry(state, draft, earlier[draft.author])
            earlier[draft.author] += 1
            said.append(statement)
            written.append((entry, sign_entry(entry, draft.key)))
            blobs += sealed
        self.journal.append([envelope for _, envelope in written], lambda _, entry: key_in(state, entry), blobs)
        self.state = state
        for statement, (entry, _) in zip(said, written, strict=True):
            self._learn(statement, entry)
        return tuple(said)

    def open(self, entry: Entry, seat: str, key: SigningKey) -> bytes | None:
        """Return what is sealed in an entry for this seat, or None if it is erased or not here."""
        for part in entry.sealed:
            if seat in part.for_:
                return self.journal.unseal(entry, part, seat, key)
        return None

    def _entry(self, state: Rounds, draft: Draft, earlier: int) -> tuple[Entry, list[bytes]]:
        """The entry for a draft, and its sealed part. ``earlier`` entries of the author are not yet appended."""
        blobs = []
        if draft.content is not None:
            seats = state[draft.round].agreement.seats
            recipients = {seat: PublicKey.parse(seats[seat].key) for seat in draft.to}
            blobs.append(seal(draft.content, recipients, draft.author, self._randomness))
        entry = Entry(
            journal=self.journal.origin,
            sequence=self.journal.next_sequence(draft.author) + earlier,
            round=draft.round,
            author=draft.author,
            kind=draft.act.kind,
            time=draft.time,
            facts=draft.act.facts,
            seen=self.journal.seen(),
            sealed=tuple(SealedDigest.of(blob, draft.to) for blob in blobs),
        )
        return entry, blobs

    def _learn(self, statement: Statement, entry: Entry) -> None:
        self.statements.append(statement)
        if isinstance(statement.act, WishTaken):
            self._wishes[statement.round, statement.act.person] = entry

    def _answers(self, draft: Draft) -> dict[str, WishAnswer]:
        """The wishes that this author's key opens, of the people a draft would clear."""
        if not isinstance(draft.act, TransferCleared):
            return {}
        answers = {}
        for person in draft.act.people:
            entry = self._wishes.get((draft.round, person))
            if entry and any(draft.author in part.for_ for part in entry.sealed):
                content = self.open(entry, draft.author, draft.key)
                if content is not None:
                    answers[person] = WishAnswer.from_bytes(content)
        return answers
