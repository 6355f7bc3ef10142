"""`wayhome trace-eval`: how good tracing is on fictional lists whose truth is known."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from wayhome import fiction, tracing
from wayhome.cli.files import writing
from wayhome.cli.scores import BINS, Bin, Carried, Scores, calibration_error, row_pairs, score

SETTINGS = {"ordinary": fiction.LYSORIA_AND_TORVENIA, "held-back": fiction.HELD_BACK}


@dataclass(frozen=True)
class Run:
    """One seed's lists traced: how well, and what it cost."""

    seed: int
    scores: Scores
    cpu_seconds: float
    """Of tracing alone."""
    peak_megabytes: float
    """Of the whole process so far, the lists and earlier seeds included."""


@click.command("trace-eval")
@click.option("--size", type=click.IntRange(1), default=10_000, show_default=True, help="People on each list.")
@click.option("--seeds", type=click.IntRange(1), default=10, show_default=True, help="How many pairs of lists.")
@click.option(
    "--variant",
    type=click.Choice(list(SETTINGS)),
    default="ordinary",
    show_default=True,
    help="The held-back one is for measuring only: nobody improves tracing on it.",
)
@click.option(
    "--json", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Every figure of every seed."
)
def trace_eval(size: int, seeds: int, variant: str, out: Path | None) -> None:
    """Measure tracing on fictional lists with known truth: what it finds, misses and mistakes, and what that costs.

    Traces a pair of lists for each seed from 1; with even seeds the people are of the other state. Prints means, and
    the lowest and highest seed. Ctrl-C stops and prints what is done so far. docs/evaluation.md says what each means.
    """
    runs: list[Run] = []
    try:
        for seed in range(1, seeds + 1):
            runs.append(_run(seed, size, variant))
    except KeyboardInterrupt:
        if not runs:
            raise
        click.echo(f"\nstopped after {len(runs)} of {seeds} seeds", err=True)
    click.echo("\n".join(report(runs, size, variant)))
    if out:
        with writing(out) as partial:
            figures = {"variant": variant, "size": size, "seeds": [asdict(run) for run in runs]}
            partial.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _run(seed: int, size: int, variant: str) -> Run:
    lists = fiction.pair_of_lists(seed, size, setting=SETTINGS[variant], of_second_state=seed % 2 == 0)
    with click.progressbar(length=len(lists.sought), label=f"seed {seed}", file=sys.stderr) as bar:
        start = time.process_time()
        matches = tracing.trace(lists.held, lists.sought, lambda done, _: bar.update(done - bar.pos))
        cpu_seconds = time.process_time() - start
    pairs = row_pairs(lists)
    keys = dict(zip(pairs, tracing.shared_keys(lists.held, lists.sought, pairs), strict=True))
    return Run(seed, score(lists, matches, keys), round(cpu_seconds, 3), peak_megabytes())


def peak_megabytes() -> float:
    """The most memory this process has had. The system counts it in kilobytes, on macOS in bytes."""
    import resource  # not at the top: Windows has none, and all commands are imported together

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / 1024 / (1024 if sys.platform == "darwin" else 1), 1)


def report(runs: Sequence[Run], size: int, variant: str) -> Iterator[str]:
    """The tables, line by line."""
    yield f"{variant} lists of {size:,} people, {_true_pairs(runs)} of them on both; {len(runs)} seeds"
    yield from ("", f"{'':<42}{'mean':>9}{'lowest':>9}{'highest':>9}")
    for name, figure, places in _FIGURES:
        values = [figure(run) for run in runs]
        numbers = (sum(values) / len(values), min(values), max(values))
        yield f"{name:<42}" + "".join(f"{number:>9,.{places}f}" for number in numbers)
    yield from ("", "Confirmed of two different people, all seeds", *_false_confirmed(runs))
    yield from ("", "Calibration, all seeds", *_calibration(runs))
    yield from ("", "True pairs by the noise on their rows, all seeds (a pair may carry several)", *_carried(runs))
    yield from ("", "True pairs that meet on one kind of key alone, all seeds", *_alone(runs))


_FIGURES: tuple[tuple[str, Callable[[Run], float], int], ...] = (
    ("confirmed: precision", lambda run: run.scores.confirmed.precision, 4),
    ("confirmed: recall", lambda run: run.scores.confirmed.recall, 4),
    ("confirmed: F1", lambda run: run.scores.confirmed.f1, 4),
    ("best threshold: precision", lambda run: run.scores.best.precision, 4),
    ("best threshold: recall", lambda run: run.scores.best.recall, 4),
    ("best threshold: F1", lambda run: run.scores.best.f1, 4),
    ("best threshold: probability", lambda run: run.scores.best_threshold, 4),
    ("true pairs seen, confirmed or possible", lambda run: run.scores.seen, 4),
    ("true pairs never compared", lambda run: run.scores.never_compared, 4),
    ("matches left to an officer, per true pair", lambda run: run.scores.possible / max(run.scores.true_pairs, 1), 3),
    ("false confirmed", lambda run: sum(run.scores.false_confirmed.values()), 1),
    ("expected calibration error", lambda run: run.scores.calibration_error, 4),
    ("CPU seconds", lambda run: run.cpu_seconds, 1),
    ("peak memory of the process, MB", lambda run: run.peak_megabytes, 0),
)


def _true_pairs(runs: Sequence[Run]) -> str:
    return " or ".join(sorted({f"{run.scores.true_pairs:,}" for run in runs}))


def _false_confirmed(runs: Sequence[Run]) -> Iterator[str]:
    counts = sum((Counter(run.scores.false_confirmed) for run in runs), Counter[fiction.Relation]())
    for relation in fiction.Relation:
        if relation is not fiction.Relation.SAME:
            yield f"{relation:<42}{counts[relation]:>9,}"


def _calibration(runs: Sequence[Run]) -> Iterator[str]:
    yield f"{'probability':<42}{'matches':>9}{'stated':>9}{'true':>9}"
    pooled = [_pooled([each for run in runs for each in run.scores.bins if each.low == low]) for low in BINS]
    for each in filter(None, pooled):
        yield f"{f'{each.low:g} to {each.high:g}':<42}{each.matches:>9,}{each.stated:>9.4f}{each.true:>9.4f}"
    yield f"{'expected calibration error, all together':<42}{calibration_error(filter(None, pooled)):>27.4f}"


def _pooled(bins: Sequence[Bin]) -> Bin | None:
    """One bin of all seeds; None where it is empty in each."""
    if not bins:
        return None
    matches = sum(each.matches for each in bins)
    stated = sum(each.stated * each.matches for each in bins) / matches
    return Bin(bins[0].low, bins[0].high, matches, stated, sum(each.true * each.matches for each in bins) / matches)


def _carried(runs: Sequence[Run]) -> Iterator[str]:
    """The kinds of noise, those of which most is lost first."""
    yield f"{'noise':<42}{'pairs':>9}{'never compared':>16}{'unlikely':>10}{'to an officer':>15}"
    rows = []
    for kind in {kind for run in runs for kind in run.scores.carried}:
        found = [run.scores.carried.get(kind, Carried(0, 0, 0, 0)) for run in runs]
        counts = [sum(getattr(each, name) for each in found) for name in Carried.__dataclass_fields__]
        rows.append((kind, *counts))
    for kind, pairs, never, unlikely, left in sorted(rows, key=lambda row: (-(row[2] + row[3]) / row[1], row[0])):
        shares = f"{never / pairs:>16.2%}{unlikely / pairs:>10.2%}{left / pairs:>15.2%}"
        yield f"{kind.replace('_', ' '):<42}{pairs:>9,}{shares}"


def _alone(runs: Sequence[Run]) -> Iterator[str]:
    counts = sum((Counter(run.scores.alone) for run in runs), Counter[str]())
    for name, pairs in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{name:<42}{pairs:>9,}"
