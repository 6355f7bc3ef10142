"""`wayhome plan` and `wayhome check`: a package from terms and confirmed matches, and its independent check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from wayhome import exchange
from wayhome.cli.errors import Failure
from wayhome.cli.files import (
    FILE,
    columns_option,
    identify,
    party_lists,
    read_references,
    read_verdicts,
    references_option,
    writing,
)
from wayhome.exchange import BadPackage, BadPool, BadTerms, Candidate, Terms

LISTS = click.argument("lists", nargs=-1, metavar="[PARTY=]LIST...")


@click.command()
@click.argument("terms_file", type=FILE, metavar="TERMS.toml")
@click.argument("matches", type=FILE, metavar="MATCHES")
@LISTS
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("package.json"), show_default=True)
@references_option
@columns_option
def plan(
    terms_file: Path,
    matches: Path,
    lists: tuple[str, ...],
    out: Path,
    references: Path | None,
    columns: tuple[str, ...],
) -> None:
    """Propose who goes home in a round under TERMS, from the people whose match is confirmed.

    Give every list the matches come from, each as PARTY=FILE (or a file whose name begins with the party's). The
    package explains for everybody in the pool why they go or wait, and carries a certificate that `wayhome check`
    proves again. It is a proposal: only the parties decide.
    """
    try:
        terms = exchange.read_terms(terms_file)
        pool = _pool(terms, matches, lists, references, columns)
        package = exchange.plan(terms, pool)
    except (BadTerms, BadPool) as error:
        raise Failure(str(error)) from error
    with writing(out) as partial:
        partial.write_bytes(exchange.package_json(package, pool))
    click.echo(f"{out}: from a pool of {len(pool)} people")
    for line in summary(package):
        click.echo(f"  {line}")


@click.command()
@click.argument("package_file", type=FILE, metavar="PACKAGE")
@click.argument("matches", type=FILE, metavar="[MATCHES]", required=False)
@LISTS
@references_option
@columns_option
def check(
    package_file: Path,
    matches: Path | None,
    lists: tuple[str, ...],
    references: Path | None,
    columns: tuple[str, ...],
) -> None:
    """Check a package with code that shares nothing with the planner. Exit status 1 if anything is wrong.

    PACKAGE alone: that it keeps its terms and the law. With MATCHES and the lists also that it was drawn from them,
    that nobody was left out without reason, and that every stage's bound holds.
    """
    try:
        package = exchange.read_package(package_file.read_bytes())
        if matches:
            faults = exchange.check(package, package.terms, _pool(package.terms, matches, lists, references, columns))
        else:
            faults = exchange.check_feasible(package.terms, package.returnees)
    except (BadPackage, BadPool) as error:
        raise Failure(f"{package_file}: {error}") from error
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise SystemExit(1)
    scope = "its terms and the law, its pool and every bound" if matches else "its terms and the law"
    click.echo(f"{package_file}: {len(package.returnees)} people, checked against {scope}: nothing is wrong")


def summary(package: exchange.Package) -> list[str]:
    """One line for each way and part of a package, and for each stage how far it is proven."""
    ways = Counter((r.holder, r.home, r.track.value) for r in package.returnees)
    lines = [f"{holder} to {home}, {track}: {count}" for (holder, home, track), count in sorted(ways.items())]
    for stage in package.certificate.stages:
        proof = "proven the most" if stage.proven else f"not proven; at most {stage.bound}"
        lines.append(f"stage {stage.name} ({', '.join(stage.parties)}): {stage.value}, {proof}")
    return lines


def _pool(
    terms: Terms, matches: Path, lists: tuple[str, ...], references: Path | None, columns: tuple[str, ...]
) -> tuple[Candidate, ...]:
    if not lists:
        raise Failure("give the lists the matches come from, each as PARTY=FILE")
    known = read_references(references) if references else {}
    people = identify(read_verdicts(matches), party_lists(terms.parties, lists, columns), known)
    return exchange.pool(terms, people)
