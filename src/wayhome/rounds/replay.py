"""From a stored journal to the state of its rounds: every entry checked, every act asked of the rules again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wayhome import journal
from wayhome.acts import NotAnAct, Refused, Statement
from wayhome.agreement import RoundOpened, SeatTaken
from wayhome.journal import BadKey, Broken, Entry, PublicKey, Storage, Verified
from wayhome.rounds.rounds import Rounds, admit
from wayhome.rounds.vocabulary import VOCABULARY

_INTRODUCES_ITSELF = {RoundOpened.kind, SeatTaken.kind}


@dataclass(frozen=True)
class Step:
    """One entry of a journal, what it states, and the rounds after it."""

    position: int
    entry: Entry
    statement: Statement
    state: Rounds


def statement_of(entry: Entry) -> Statement:
    """Return what an entry states. Raises `NotAnAct` for a kind or facts that are no act's."""
    seats = sorted({seat for part in entry.sealed for seat in part.for_})
    return Statement(entry.round, entry.author, entry.time, VOCABULARY.act(entry.kind, entry.facts), tuple(seats))


def key_in(state: Rounds, entry: Entry) -> PublicKey | None:
    """Return the key an entry must be signed with: the one it introduces, or that of its author's seat."""
    if entry.kind in _INTRODUCES_ITSELF:
        text = str(entry.facts.get("key", ""))
    else:
        seat = state[entry.round].agreement.seats.get(entry.author)
        text = seat.key if seat else ""
    try:
        return PublicKey.parse(text)
    except BadKey:
        return None


def replay(storage: Storage, origin: str | None = None) -> Iterator[Step]:
    """Yield every entry of a journal with the rounds after it. Raises `Broken` at the first that is wrong.

    Wrong is an entry whose form, signature or place is (see `journal.replay`), one that states no act, and one that the
    rules of the round or the law would have refused when it was said.
    """
    reader = Reader()
    for position, entry, _ in journal.replay(storage, origin, reader.key_of):
        statement = reader.take(position, entry)
        yield Step(position, entry, statement, reader.state)


class Reader:
    """Folds entries one after another, and so knows the keys that the next ones must be signed with."""

    def __init__(self) -> None:
        self.state = Rounds()

    def key_of(self, _author: str, entry: Entry) -> PublicKey | None:
        """The key this entry must be signed with, by the entries taken so far."""
        return key_in(self.state, entry)

    def take(self, position: int, entry: Entry) -> Statement:
        """Fold one more entry. Raises `Broken` for one that states no act, or one the rules would have refused."""
        try:
            statement = statement_of(entry)
            self.state = admit(self.state, statement)
        except (NotAnAct, Refused) as error:
            raise Broken(position, str(error)) from error
        return statement


def verify(
    storage: Storage, origin: str | None = None, progress: Callable[[int], None] | None = None
) -> tuple[Verified, Rounds]:
    """Check a whole journal: every entry, every rule, and the checkpoint signed by the facilitator who opened it.

    Raises `Broken` naming the first position that is wrong, and why.
    """
    state, keeper = Rounds(), None
    for step in replay(storage, origin):
        state = step.state
        keeper = keeper or key_in(state, step.entry)
        if progress:
            progress(step.position + 1)
    if keeper is None:
        raise Broken(0, "the journal is empty")
    return journal.verify(storage, origin, lambda _, entry: key_in(state, entry), keeper), state
