"""Planning as it is watched: how it comes on, on the error stream; Ctrl-C for the best so far; and the frontier."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from wayhome import exchange
from wayhome.cli.errors import Failure
from wayhome.cli.files import writing
from wayhome.exchange import (
    BadOrder,
    BadPool,
    Candidate,
    ContradictoryTerms,
    Order,
    Progress,
    Terms,
    UndecidedTerms,
    Watch,
)


@contextmanager
def planning() -> Iterator[Watch]:
    """What the planner is watched by. The first Ctrl-C stops it with the best so far, a second one ends the command.

    Raises Failure for people, orders or terms that nothing can be planned with.
    """
    stopped = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True

    def watch(progress: Progress) -> bool:
        if sys.stderr.isatty():
            reached = "…" if progress.value is None else str(progress.value)
            line = f"{progress.name} {' '.join(progress.about)}: {reached}, at most {progress.bound}"
            click.echo(f"\r{line:79.79}", err=True, nl=False)
        return stopped

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield watch
    except (BadPool, BadOrder, ContradictoryTerms, UndecidedTerms) as error:
        raise Failure(str(error)) from error
    finally:
        signal.signal(signal.SIGINT, before)
        if sys.stderr.isatty():
            click.echo(f"\r{'':79}\r", err=True, nl=False)
    if stopped:
        click.echo(
            "stopped: the package is the best found so far, and its certificate says what is still open", err=True
        )


def expect_a_table(path: Path) -> None:
    """Fail unless a file's name says how the frontier is written."""
    if path.suffix not in (".json", ".csv"):
        raise Failure(f"{path}: the frontier is written as JSON or CSV; name a file that ends in .json or .csv")


def write_frontier(path: Path, terms: Terms, pool: Sequence[Candidate], orders: Sequence[Order]) -> None:
    """Write the frontier and the alternatives as JSON, or as CSV where the file's name ends so."""
    with planning() as watch:
        points = exchange.frontier(terms, pool, orders, watch=watch)
        others = exchange.alternatives(terms, pool, orders, watch=watch)
    write = exchange.choices_json if path.suffix == ".json" else exchange.choices_csv
    with writing(path) as partial:
        partial.write_bytes(write(points, others))
