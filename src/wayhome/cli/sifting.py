"""The signatures of a long journal, checked beforehand on every core."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from wayhome.journal import is_sound

_AT_ONCE = 512
"""Envelopes handed to a process at once: about half a megabyte."""
_AHEAD = 3
"""How many such handfuls for each process wait at most: what memory holds of a journal."""


def on_every_core(envelopes: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pass envelopes on, each with whether it is sound (see `journal.Sifted`)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with ProcessPoolExecutor(cores, initializer=_leave_stopping_to_the_parent) as pool:
        waiting: deque[tuple[list[bytes], Future[list[bool]]]] = deque()
        while handful := list(islice(envelopes, _AT_ONCE)):
            waiting.append((handful, pool.submit(_sound, handful)))
            if len(waiting) > _AHEAD * cores:
                yield from _done(*waiting.popleft())
        while waiting:
            yield from _done(*waiting.popleft())


def _done(handful: list[bytes], sound: Future[list[bool]]) -> Iterator[tuple[bytes, bool]]:
    return zip(handful, sound.result(), strict=True)


def _sound(handful: list[bytes]) -> list[bool]:
    return [is_sound(envelope) for envelope in handful]


def _leave_stopping_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
