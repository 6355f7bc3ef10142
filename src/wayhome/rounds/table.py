"""The table where acts are said: ask the rules and the law, seal, sign, append, fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wayhome.acts import Act, NotAnAct, Refused, Statement
from wayhome.handover import TransferCleared, WishAnswer, WishTaken, refuse_sealed, travellers
from wayhome.journal import (
    Assertion,
    Authority,
    Entry,
    Journal,
    JournalRefusal,
    Moved,
    PublicKey,
    SealedDigest,
    SigningKey,
    Storage,
    challenge_for,
    seal,
    sign_entry,
)
from wayhome.people.messages import message_of, said
from wayhome.rounds.adoption import refuse_elsewhere
from wayhome.rounds.offices import authority
from wayhome.rounds.replay import Reader, statement_of
from wayhome.rounds.rounds import Rounds, admit
from wayhome.rounds.sealing import locked, unlocked, unlocked_each
from wayhome.rounds.vocabulary import VOCABULARY

_TRIES = 5
"""How often an act is asked of the rules anew because another process has appended meanwhile."""


@dataclass(frozen=True)
class Draft:
    """An act somebody is about to state, with that seat's key and what is to be sealed, to whom."""

    round: str
    author: str
    key: SigningKey
    time: datetime
    act: Act
    content: bytes | Mapping[str, bytes] | None = None
    """The sealed part in the clear: as one for everybody the act names, or for each person their own. None if none.

    What is said about a person is locked with that person's key besides, so that they can be erased; what is said of
    several as one is gone once one of them is."""
    to: tuple[str, ...] = ()
    """The seats it is sealed to."""
    other_keys: tuple[SigningKey, ...] = ()
    """More of the seat's keys, where its covenant asks for more than one signature."""
    ask: Callable[[bytes], Assertion] | None = None
    """Asks the person's passkey with this challenge, where one is to stand beside the signature."""


@dataclass(frozen=True)
class Drawn:
    """An act drawn up in the bytes that will be signed, waiting for the person who is to sign it."""

    entry: bytes
    """The entry's canonical JSON."""
    sealed: tuple[bytes, ...] = ()
    """Its sealed part, encrypted; none where it has none."""

    @property
    def statement(self) -> Statement:
        """What it states: what is to be shown to whoever signs."""
        return statement_of(Entry.decode(self.entry))

    @property
    def challenge(self) -> bytes:
        """What the person's passkey is asked with."""
        return challenge_for(self.entry)


class Table:
    """A journal and the rounds it holds. Every edge speaks through `say`, and reads `state`."""

    def __init__(self, storage: Storage, origin: str, randomness: Callable[[int], bytes]) -> None:
        """Open the journal named ``origin`` and fold it. ``randomness(n)`` returns n fresh random bytes for sealing.

        Raises `Broken` if what is stored doesn't verify.
        """
        self.journal = Journal(storage, origin)
        self.statements: list[Statement] = []
        self._storage = storage
        self._reader = Reader()
        self._of_kind: dict[type[Act], list[int]] = {}
        self._wishes: dict[tuple[str, str], Entry] = {}
        self._randomness = randomness
        self._fold()

    @property
    def state(self) -> Rounds:
        """The rounds as their acts so far have them."""
        return self._reader.state

    def read_on(self) -> None:
        """Take in what other processes have appended. Raises `Broken` if it doesn't verify."""
        self.journal.read_on()
        self._fold()

    def say(self, *drafts: Draft) -> tuple[Statement, ...]:
        """State these acts, all or none, in this order, and return them as stated.

        Raises `Refused` for the first that the rules or the law don't admit; then none of them leaves a trace.
        """
        for _ in range(_TRIES):
            self.read_on()
            try:
                return self._say(drafts)
            except Moved:
                continue
        raise Moved("journal.keep_appending")

    def draw_up(self, *drafts: Draft) -> tuple[Drawn, ...]:
        """Draw up acts of one author for somebody to read and sign later with `say_drawn`; nothing is appended.

        Raises `Refused` for the first that the rules or the law don't admit as things stand.
        """
        self.read_on()
        state, wishes = self.state, dict[tuple[str, str], WishAnswer]()
        drawn = []
        for earlier, draft in enumerate(drafts):
            _, state = self._admitted(state, draft, wishes)
            entry, sealed = self._entry(state, draft, earlier)
            drawn.append(Drawn(entry.encode(), tuple(sealed)))
        return tuple(drawn)

    def say_drawn(
        self, drawn: Sequence[Drawn], *keys: SigningKey, answers: Sequence[Assertion] = ()
    ) -> tuple[Statement, ...]:
        """Append acts in the very bytes that were drawn up, all or none. Return them as stated.

        ``answers`` are what the person's passkey answered, one to stand beside each, where it was asked. Raises
        `Refused` if by now the rules or the law don't admit one, `Moved` if their author has spoken meanwhile: then
        they have to be drawn up, read and signed anew.
        """
        self.read_on()
        state, signers = self.state, dict[tuple[str, int], Authority | None]()
        entries, statements = [Entry.decode(each.entry) for each in drawn], [each.statement for each in drawn]
        for earlier, (entry, statement) in enumerate(zip(entries, statements, strict=True)):
            if entry.sequence != self.journal.next_sequence(entry.author) + earlier:
                raise Moved("rounds.stated_something_meanwhile", author=entry.author)
            draft = Draft(statement.round, statement.author, keys[0], statement.time, statement.act)
            refuse_sealed(statement, self._answers(draft, {}))
            refuse_elsewhere(statement.act, self.journal.origin)
            before, state = state, admit(state, statement)
            signers[entry.author, entry.sequence] = authority(before, entry)
        asked: list[Callable[[bytes], Assertion] | None] = [_answering(answer) for answer in answers]
        asked = asked or [None] * len(drawn)
        envelopes = [sign_entry(entry, *keys, ask=ask) for entry, ask in zip(entries, asked, strict=True)]
        sealed = [part for each in drawn for part in each.sealed]
        self.journal.append(envelopes, lambda author, entry: signers[author, entry.sequence], sealed)
        self._reader.state = state
        for statement, entry in zip(statements, entries, strict=True):
            self._learn(statement, entry)
        return tuple(statements)

    def latest(self, kind: type[Act], meant: Callable[[Statement], bool]) -> int | None:
        """Return the position of the latest statement of a kind that is meant, or None where there is none."""
        positions = reversed(self._of_kind.get(kind, []))
        return next((position for position in positions if meant(self.statements[position])), None)

    def open(self, entry: Entry, seat: str, key: SigningKey) -> bytes | None:
        """Return what is sealed in an entry for this seat as one part, or None if it is not here.

        Raises `Erased` if a person it is about is erased, `CannotUnseal` where it isn't one part (see `open_each`).
        """
        content = self._unsealed(entry, seat, key)
        return unlocked(content, self._storage.keys()) if content is not None else None

    def open_each(self, entry: Entry, seat: str, key: SigningKey) -> Mapping[tuple[str, ...], bytes | None]:
        """Return what is sealed in an entry for this seat, by the people each part is about; None for who is erased."""
        content = self._unsealed(entry, seat, key)
        return unlocked_each(content, self._storage.keys()) if content is not None else {}

    def erase(self, *people: str) -> None:
        """Destroy the keys of these people in this copy: no seat reads here again what was sealed about them.

        Raises `Refused` for somebody of the package of a round that isn't closed: what was sealed of them is needed.
        """
        self.read_on()
        for name, each in self.state.rounds.items():
            needed = set() if each.closed else set(travellers(each.agreement, each.handover)).intersection(people)
            if needed:
                raise Refused(said("rounds.in_a_package_elsewhere", round=name, people=tuple(sorted(needed))))
        self._storage.erase_keys(people)

    def _unsealed(self, entry: Entry, seat: str, key: SigningKey) -> bytes | None:
        for part in entry.sealed:
            if seat in part.for_:
                return self.journal.unseal(entry, part, seat, key)
        return None

    def _say(self, drafts: tuple[Draft, ...]) -> tuple[Statement, ...]:
        state = self.state
        signers: dict[tuple[str, int], Authority | None] = {}
        said, entries, blobs = [], [], []
        earlier: Counter[str] = Counter()
        wishes: dict[tuple[str, str], WishAnswer] = {}
        for draft in drafts:
            before = state
            statement, state = self._admitted(before, draft, wishes)
            entry, sealed = self._entry(state, draft, earlier[draft.author])
            signers[entry.author, entry.sequence] = authority(before, entry)
            earlier[draft.author] += 1
            said.append(statement)
            entries.append(entry)
            blobs += sealed
        envelopes = [
            sign_entry(entry, draft.key, *draft.other_keys, ask=draft.ask)
            for entry, draft in zip(entries, drafts, strict=True)
        ]
        self.journal.append(envelopes, lambda author, entry: signers[author, entry.sequence], blobs)
        # The rules were asked and the signatures checked on the way in: these entries need no second reading.
        self._reader.state = state
        for statement, entry in zip(said, entries, strict=True):
            self._learn(statement, entry)
        return tuple(said)

    def _admitted(
        self, state: Rounds, draft: Draft, wishes: dict[tuple[str, str], WishAnswer]
    ) -> tuple[Statement, Rounds]:
        """The statement a draft makes, and the rounds after it. ``wishes`` learns the answer it seals.

        Raises `Refused` where the rules or the law don't admit it.
        """
        statement = _statement(draft)
        if isinstance(draft.act, WishTaken):
            answer = draft.content if isinstance(draft.content, bytes) else b""
            wishes[draft.round, draft.act.person] = _wish(draft.act, answer)
        refuse_sealed(statement, self._answers(draft, wishes))
        refuse_elsewhere(statement.act, self.journal.origin)
        return statement, admit(state, statement)

    def _fold(self) -> None:
        """Fold every entry of the journal that is not folded yet."""
        for placed in self.journal.entries(len(self.statements), self._reader.key_of):
            self._learn(self._reader.take(placed.position, placed.entry), placed.entry)

    def _learn(self, statement: Statement, entry: Entry) -> None:
        self._of_kind.setdefault(type(statement.act), []).append(len(self.statements))
        self.statements.append(statement)
        if isinstance(statement.act, WishTaken):
            self._wishes[statement.round, statement.act.person] = entry

    def _entry(self, state: Rounds, draft: Draft, earlier: int) -> tuple[Entry, list[bytes]]:
        """The entry for a draft, and its sealed part. ``earlier`` entries of the author are not yet appended."""
        blobs = []
        if draft.content is not None:
            seats = state[draft.round].agreement.seats
            recipients = {seat: PublicKey.parse(seats[seat].key) for seat in draft.to}
            blobs.append(
                seal(
                    locked(draft.act, draft.content, self._storage, self._randomness),
                    recipients,
                    draft.author,
                    self._randomness,
                )
            )
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

    def _answers(self, draft: Draft, said: Mapping[tuple[str, str], WishAnswer]) -> dict[str, WishAnswer]:
        """The wishes of the people a draft would clear, as far as its author's key opens them."""
        if not isinstance(draft.act, TransferCleared):
            return {}
        answers = {}
        for person in draft.act.people:
            answer = said.get((draft.round, person)) or self._read_wish(draft, person)
            if answer is not None:
                answers[person] = answer
        return answers

    def _read_wish(self, draft: Draft, person: str) -> WishAnswer | None:
        """Somebody's last answer, or None where it isn't here or this author's key doesn't open it."""
        entry = self._wishes.get((draft.round, person))
        try:
            content = self.open(entry, draft.author, draft.key) if entry else None
            return WishAnswer.from_bytes(content) if content is not None else None
        except (JournalRefusal, ValueError):
            return None


def _answering(answer: Assertion) -> Callable[[bytes], Assertion]:
    """What stands in for asking a passkey that has answered already; the journal checks whether to this."""
    return lambda _challenge: answer


def _statement(draft: Draft) -> Statement:
    """The statement exactly as it will be read back from the journal. Raises `Refused` for one that couldn't be."""
    if bool(draft.to) != (draft.content is not None) or len(set(draft.to)) < len(draft.to):
        raise Refused(said("rounds.sealed_to_each_once"))
    try:
        act = VOCABULARY.act(draft.act.kind, draft.act.facts)
    except NotAnAct as error:
        raise Refused(said("rounds.can_not_be_written", error=message_of(error))) from error
    return Statement(draft.round, draft.author, draft.time, act, tuple(sorted(draft.to)))


def _wish(act: WishTaken, content: bytes) -> WishAnswer:
    """The answer in a wish's sealed part, which must be this person's."""
    try:
        answer = WishAnswer.from_bytes(content)
    except ValueError as error:
        raise Refused(said("rounds.form_of_a_wish")) from error
    if answer.person != act.person:
        raise Refused(said("rounds.answer_of_another"), rule="L10", article="GC III 109 (3)")
    return answer
