"""What is shown of a plan besides the package: a page, a file for each party, and what others instead would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from wayhome import exchange
from wayhome.cli.errors import Failure
from wayhome.cli.files import writing
from wayhome.cli.planning import planning
from wayhome.exchange import Candidate, Order, Package, Solved, Unknown
from wayhome.exchange.report import plan_page


def write_report(path: Path, solved: Solved, pool: Sequence[Candidate], orders: Sequence[Order], language: str) -> None:
    """Write the page of a plan in a language, with what else could be chosen."""
    with planning() as watch:
        points = exchange.frontier(solved.terms, pool, orders, watch=watch)
        others = exchange.alternatives(solved.terms, pool, orders, watch=watch)
    with writing(path) as partial:
        partial.write_text(plan_page(solved, points, others, language), encoding="utf-8")
    click.echo(f"{path}: for the facilitator")


def write_shares(folder: Path, package: Package, pool: Sequence[Candidate]) -> None:
    """Write a file for each party, named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for party in package.terms.parties:
        path = folder / f"{''.join(each if each.isalnum() else '_' for each in party)}.json"
        with writing(path) as partial:
            partial.write_bytes(exchange.shown_json(package, pool, party))
        click.echo(f"{path}: for {party} and nobody else")


def told_instead(solved: Solved, changes: Sequence[str]) -> list[str]:
    """What it would do if some went instead of others, a line each; nothing where nobody asks."""
    if not changes:
        return []
    pairs = [change.partition("=") for change in changes]
    for change, (leaving, _, coming) in zip(changes, pairs, strict=True):
        if not leaving or not coming:
            raise Failure(f"--instead {change}: expected OUT=IN, two references of people in the pool")
    try:
        effect = exchange.counter(solved, [out for out, _, _ in pairs], [into for _, _, into in pairs])
    except Unknown as error:
        raise Failure(f"--instead: {error}") from error
    return list(_lines(effect))


def _lines(effect: exchange.Effect) -> Iterator[str]:
    yield f"instead of {', '.join(effect.leaving)}: {', '.join(effect.coming)}"
    yield "  keeps every term" if effect.feasible else "  breaks the terms:"
    yield from (f"    {broken}" for broken in effect.broken)
    changed = [each for each in effect.stages if each.before != each.after]
    for each in changed:
        yield f"  stage {each.name} ({' '.join(each.about)}): {each.before}, then {each.after}"
    if len(changed) < len(effect.stages):
        yield f"  {'every other' if changed else 'every'} stage stays as it is"
