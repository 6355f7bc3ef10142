"""Appends of many threads made durable together: while one group is being written, the next one gathers.

A disc takes as long to make a hundred entries durable as one. So whoever finds nobody writing writes everything that
waits, with one call of the storage, and nobody is told of an entry before that call has returned.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Event, Lock

from wayhome.journal.errors import JournalRefusal, Moved
from wayhome.journal.journal import Journal
from wayhome.journal.signing import KeyOf

_TRIES = 5
"""How often a group is written anew because another process has appended meanwhile."""


@dataclass(eq=False)
class _Waiting:
    """An entry that waits to be appended, and what came of it."""

    envelope: bytes
    sealed: tuple[bytes, ...]
    outcome: Future[int] = field(default_factory=Future)
    woken: Event = field(default_factory=Event)
    """Set once the outcome is there, or it is this one's turn to write for all that wait."""


class Together:
    """One journal, appended to by many threads. Nobody else uses that journal object meanwhile."""

    def __init__(self, journal: Journal, key_of: KeyOf) -> None:
        self._journal = journal
        self._key_of = key_of
        self._gate = Lock()
        self._queue: list[_Waiting] = []
        self._writing = False

    def append(self, envelope: bytes, *sealed: bytes) -> int:
        """Append a signed entry with its sealed parts; return its position once it is durable.

        Raises what `Journal.append` refuses it for; the others of its group stand all the same. An error of the
        storage is raised to the whole group: whether an entry stands, reading on tells, and appending it again is safe.
        """
        waiting = _Waiting(envelope, sealed)
        with self._gate:
            self._queue.append(waiting)
            others_write, self._writing = self._writing, True
        if others_write:
            waiting.woken.wait()
        if not waiting.outcome.done():
            self._write_for_all()
        return waiting.outcome.result()

    def _write_for_all(self) -> None:
        """Write everything that waits; then it is the turn of the first of those that came meanwhile."""
        with self._gate:
            group, self._queue = self._queue, []
        self._write(group)
        for waiting in group:
            waiting.woken.set()
        with self._gate:
            self._writing = bool(self._queue)
            if self._queue:
                self._queue[0].woken.set()

    def _write(self, group: list[_Waiting]) -> None:
        try:
            outcomes = self._append(group)
        except BaseException as error:  # noqa: BLE001 - whatever it was, everybody who waits is told
            for waiting in group:
                waiting.outcome.set_exception(error)
            return
        for waiting, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, JournalRefusal):
                waiting.outcome.set_exception(outcome)
            else:
                waiting.outcome.set_result(outcome)

    def _append(self, group: list[_Waiting]) -> list[int | JournalRefusal]:
        given = [(waiting.envelope, waiting.sealed) for waiting in group]
        for _ in range(_TRIES):
            self._journal.read_on()
            try:
                return self._journal.append_each(given, self._key_of)
            except Moved:
                continue
        raise Moved("journal.keep_appending")
