"""From a stored journal to the state of its rounds: every entry checked, every act asked of the rules again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wayhome.acts import NotAnAct, Reason, Refused, Statement
from wayhome.journal import Authority, Broken, Entry, Sifted, Storage, Verification, Verified
from wayhome.journal.verify import unsifted
from wayhome.people.messages import message_of, said
from wayhome.rounds.adoption import refuse_elsewhere
from wayhome.rounds.offices import authority, keeper, watching
from wayhome.rounds.rounds import Rounds, admit
from wayhome.rounds.vocabulary import VOCABULARY


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


def _reason(refusal: Refused) -> Reason:
    """Why an act was refused, with the article where it was the law."""
    if not refusal.rule:
        return refusal.said
    reason = message_of(refusal.said)
    return said("law.with_article", reason=reason, article=refusal.article, rule=refusal.rule)


class Reader:
    """Folds entries one after another, and so knows the keys that the next ones must be signed with."""

    def __init__(self) -> None:
        self.state = Rounds()

    def key_of(self, _author: str, entry: Entry) -> Authority | None:
        """Who may sign this entry, by the entries taken so far."""
        return authority(self.state, entry)

    def take(self, position: int, entry: Entry) -> Statement:
        """Fold one more entry. Raises `Broken` for one that states no act, or one the rules would have refused."""
        try:
            statement = statement_of(entry)
            refuse_elsewhere(statement.act, entry.journal)
            self.state = admit(self.state, statement)
        except NotAnAct as error:
            raise Broken(position, error) from error
        except Refused as error:
            raise Broken(position, _reason(error)) from error
        return statement


class Audit:
    """One reading of a whole journal: every entry, every rule, and what was signed for the whole of it."""

    def __init__(self, storage: Storage, origin: str | None = None, sifted: Sifted = unsifted) -> None:
        """``origin`` is the journal's name; with None the first entry says which journal this is.

        ``sifted`` checks signatures beforehand, on more cores than this one (see `journal.Sifted`).
        """
        self._reader = Reader()
        self._verification = Verification(storage, origin, sifted)

    @property
    def state(self) -> Rounds:
        """The rounds as the entries read so far have them."""
        return self._reader.state

    @property
    def sealed_parts(self) -> tuple[int, int]:
        """How many sealed parts of those that the entries read so far name are here, and how many they name."""
        return self._verification.sealed_parts_here, self._verification.sealed_parts

    def steps(self) -> Iterator[Step]:
        """Yield every entry with the rounds after it. Raises `Broken` at the first that is wrong.

        Wrong is an entry whose form, signature or place is (see `journal.Verification`), one that states no act, and
        one that the rules of the round or the law would have refused when it was said.
        """
        for position, entry, _ in self._verification.entries(self._reader.key_of):
            statement = self._reader.take(position, entry)
            yield Step(position, entry, statement, self._reader.state)

    def checkpoint(self) -> Verified:
        """After the last step: check what the facilitator and those who watch have signed. Raises `Broken`."""
        office = keeper(self.state)
        if office is None:
            raise Broken(0, said("rounds.journal_is_empty"))
        return self._verification.checkpoint(office, watching(self.state))


def replay(storage: Storage, origin: str | None = None) -> Iterator[Step]:
    """Yield every entry of a journal with the rounds after it, as `Audit.steps` does, and no more than that."""
    return Audit(storage, origin).steps()


def verify(storage: Storage, origin: str | None = None) -> tuple[Verified, Rounds]:
    """Check a whole journal in one reading. Raises `Broken` naming the first position that is wrong, and why."""
    audit = Audit(storage, origin)
    for _ in audit.steps():
        pass
    return audit.checkpoint(), audit.state
