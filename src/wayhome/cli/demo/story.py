"""The demo's table, its clock and its people's secrets, all from the seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256, shake_256
from pathlib import Path

from wayhome import fiction
from wayhome.acts import Act, Refused
from wayhome.cli.demo.cast import COMMITTEE, LYSORIA, MERIDIA, ORIGIN, ROUND, SAHLAN, TORVENIA
from wayhome.exchange import Candidate, Identified
from wayhome.handover import travellers
from wayhome.journal import FileStorage, SigningKey
from wayhome.people import Particulars, Returnee, Salts, Track
from wayhome.rounds import Draft, Round, Table
from wayhome.tracing import Match

Said = tuple[str, Act] | tuple[str, Act, bytes | Mapping[str, bytes], tuple[str, ...]]
"""An author, an act, and perhaps what is sealed and to whom."""


class Story:
    """The state of the telling: the table everybody speaks at, and what each seat keeps to itself."""

    def __init__(self, out: Path, seed: int, tell: Callable[[str], object]) -> None:
        self.out = out
        self.tell = tell
        self.registers = fiction.registers(seed)
        self.keys = {
            seat: SigningKey(sha256(f"wayhome demo {seed} {seat}".encode()).digest())
            for seat in (LYSORIA, TORVENIA, SAHLAN, COMMITTEE, MERIDIA)
        }
        self.secret = sha256(f"wayhome demo {seed} salt".encode()).digest()
        self.salts = Salts.of(self.secret)
        self.table = Table(FileStorage(out / "journal"), ORIGIN, _randomness(seed))
        self.now = datetime(2025, 8, 18, 8, tzinfo=UTC)
        self.lists: dict[str, tuple[Particulars, ...]] = {}
        """File name (such as "torvenia-held") → the rows that could be read."""
        self.matches: tuple[Match, ...] = ()
        self.people: dict[str, Identified] = {}
        """Reference → both rows of everybody whose match is confirmed."""
        self.pool: tuple[Candidate, ...] = ()
        self.waited: list[tuple[datetime, str]] = []

    @property
    def round(self) -> Round:
        """The round as the acts so far have it."""
        return self.table.state[ROUND]

    def at(self, day: int, hour: int, minute: int = 0) -> None:
        """Move the clock on to a time of August 2025, UTC."""
        self.now = max(self.now, datetime(2025, 8, day, hour, minute, tzinfo=UTC))

    def say(self, *said: Said) -> None:
        """State these acts, a minute between one and the next."""
        drafts = []
        for author, act, *sealed in said:
            self.now += timedelta(minutes=1)
            content, to = sealed or (None, ())
            drafts.append(Draft(ROUND, author, self.keys[author], self.now, act, content, to))  # type: ignore[arg-type]
        self.table.say(*drafts)

    def say_at_once(self, said: Iterable[Said]) -> None:
        """State many acts that were made side by side within the same minute."""
        start = self.now
        for each in said:
            self.now = start
            self.say(each)

    def tries(self, author: str, act: Act) -> Refused:
        """An act that the rules refuse, as the story knows; return the refusal."""
        try:
            self.say((author, act))
        except Refused as refusal:
            self.tell(f"  refused to {author}: {refusal}")
            return refusal
        raise AssertionError(f"{act.kind} should have been refused")

    def going(self, holder: str, track: Track | None = None) -> list[Returnee]:
        """Those of the package whom this party holds, as substitutions have changed it, in order of reference."""
        people = travellers(self.round.agreement, self.round.handover)
        return [r for _, r in sorted(people.items()) if r.holder == holder and track in (None, r.track)]

    def held_row(self, person: str) -> Particulars:
        """What the detaining party's own list says of somebody."""
        return self.people[person].held


def as_json(content: object) -> bytes:
    """A sealed part's content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _randomness(seed: int) -> Callable[[int], bytes]:
    """Bytes for sealing, the same for the same seed. A real seat draws them from its operating system."""
    drawn = 0

    def draw(count: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return shake_256(f"wayhome demo {seed} randomness {drawn}".encode()).digest(count)

    return draw
