"""`wayhome plan` and `wayhome check`: a package from terms and confirmed matches, and its independent check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from wayhome import exchange
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_text, read_verdicts, writing
from wayhome.cli.lottery_files import read_lottery, sound_lottery
from wayhome.cli.parties import expect_all_read, identify, party_lists, read_references, references_option
from wayhome.cli.plan_shown import told_instead, write_report, write_shares
from wayhome.cli.planning import expect_a_table, planning, write_frontier
from wayhome.exchange import (
    BadOrder,
    BadPackage,
    BadPool,
    BadTerms,
    Candidate,
    Order,
    OtherLottery,
    Package,
    Solved,
    Stage,
    StageName,
    Terms,
)
from wayhome.people.languages import LANGUAGES

LISTS = click.argument("lists", nargs=-1, metavar="[PARTY[:held|:sought]=]LIST...")
ORDERS = click.option(
    "--order",
    "order_files",
    type=FILE,
    multiple=True,
    metavar="FILE",
    help="A party's confidential order over the permitted criteria, once for each party that gives one.",
)
DRAWN = click.option(
    "--drawn",
    type=FILE,
    metavar="DRAWN.json",
    help="The lottery that decided among those whom the terms leave equal, as `wayhome lottery draw` wrote it.",
)


@click.command()
@click.argument("terms_file", type=FILE, metavar="TERMS.toml")
@click.argument("matches", type=FILE, metavar="MATCHES")
@LISTS
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("package.json"), show_default=True)
@references_option
@columns_option
@ORDERS
@DRAWN
@click.option(
    "--frontier",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.json|csv",
    help="Also write what else could be chosen: points between the parties, and what nearby terms would bring.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Also write a page for the facilitator: who goes and when, what binds, what else could be chosen.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="The language of the report: English (if none is given), Ukrainian, Russian or Arabic.",
)
@click.option(
    "--share",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIRECTORY",
    help="Also write a file for each party: its people's reasons, of others the hard terms, nobody else's order.",
)
@click.option(
    "--instead",
    multiple=True,
    metavar="OUT=IN",
    help="Also say what it would do if IN went instead of OUT (references); once for each such change, all together.",
)
def plan(
    terms_file: Path,
    matches: Path,
    lists: tuple[str, ...],
    out: Path,
    references: Path | None,
    columns: tuple[str, ...],
    order_files: tuple[Path, ...],
    drawn: Path | None,
    frontier: Path | None,
    report: Path | None,
    language: str | None,
    share: Path | None,
    instead: tuple[str, ...],
) -> None:
    """Propose who goes home in a round under TERMS, from the people whose match is confirmed.

    Give every list the matches come from, each as PARTY=FILE (or a file whose name begins with the party's); write
    PARTY:held=FILE or PARTY:sought=FILE where the file's name doesn't say which of the two it is. The package explains
    for everybody in the pool why they go or wait, and carries a certificate that `wayhome check` proves again. It is a
    proposal: only the parties decide.

    TERMS.toml is such as:

    \b
      parties = ["Lysoria", "Torvenia"]
      day = 2025-08-24              # ages are counted to this day
      exposure = 50                 # the most people released over those received
      criteria = ["longest_held"]   # also: youngest, oldest, women, families, younger_than_25 …
      [counted]
      most = 146                    # heads each way, at most
      [unconditional]
      seats = 60                    # leave it out for no limit

    They can say more: ratios, equivalents of ranks, shares, seats by place, later rounds, crews, people withheld and
    why. docs/terms.md explains every key, and `wayhome terms TERMS.toml` says in words what a file means.
    docs/planner.md says how a package is planned and what its certificate proves. Ctrl-C ends the planning with the
    best so far; its certificate then says what is still open.
    """
    if frontier:
        expect_a_table(frontier)
    if language and not report:
        raise Failure("--language is the language of a report: give --report FILE.html as well")
    terms = read_terms(terms_file)
    orders = [read_order(path) for path in order_files]
    pool = _pool(terms, matches, lists, references, columns)
    with planning() as watch:
        solved = exchange.solve(terms, pool, orders, watch=watch)
    package = _by_lottery(solved, drawn) if drawn else exchange.package_of(solved)
    effect = told_instead(solved, instead)
    with writing(out) as partial:
        partial.write_bytes(exchange.package_json(package, pool))
    click.echo(f"{out}: from a pool of {len(pool)} people")
    for line in (*summary(package), *effect):
        click.echo(f"  {line}")
    if frontier:
        write_frontier(frontier, terms, pool, orders)
    if report:
        write_report(report, solved, pool, orders, language or "en")
    if share:
        write_shares(share, package, pool)


@click.command()
@click.argument("package_file", type=FILE, metavar="PACKAGE")
@click.argument("matches", type=FILE, metavar="[MATCHES]", required=False)
@LISTS
@references_option
@columns_option
@ORDERS
@DRAWN
def check(
    package_file: Path,
    matches: Path | None,
    lists: tuple[str, ...],
    references: Path | None,
    columns: tuple[str, ...],
    order_files: tuple[Path, ...],
    drawn: Path | None,
) -> None:
    """Check a package with code that shares nothing with the planner. Exit status 1 if anything is wrong.

    PACKAGE alone: that it keeps its terms and the law. With MATCHES, the lists and the orders it was drawn by also that
    it was drawn from them, that every round keeps the terms, that everybody is told why they go or wait, and that every
    stage reaches its value and its proof holds. Says of each stage how far it is proven: where it isn't, what is the
    most that might still be possible.
    """
    package = read_package(package_file)
    orders = [read_order(path) for path in order_files]
    if matches:
        pool = _pool(package.terms, matches, lists, references, columns)
        _expect_same_names(package, pool, references)
        lottery = read_lottery(drawn) if drawn else None
        faults = exchange.check(package, package.terms, pool, orders, lottery=lottery)
    else:
        faults = exchange.check_feasible(package.terms, package.returnees)
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise SystemExit(1)
    scope = "its terms and the law, its pool and every bound" if matches else "its terms and the law"
    click.echo(f"{package_file}: {len(package.returnees)} people, checked against {scope}: nothing is wrong")
    if matches:
        for line in proven(package):
            click.echo(f"  {line}")
    else:
        click.echo("  its certificate was not checked: for that give MATCHES and the lists as well")


def read_terms(path: Path) -> Terms:
    """Read terms, with or without a byte order mark, or fail with what is wrong with them."""
    text = read_text(path)
    try:
        return exchange.read_terms(text)
    except BadTerms as error:
        raise Failure(str(error).replace(str(error.source), path.name, 1)) from error


def read_order(path: Path) -> Order:
    """Read a party's order, with or without a byte order mark, or fail with what is wrong with it."""
    text = read_text(path)
    try:
        return exchange.read_order(text)
    except BadOrder as error:
        raise Failure(str(error).replace(str(error.source), path.name, 1)) from error


def read_package(path: Path) -> Package:
    """Read package.json, with or without a byte order mark, or fail with what is wrong with it."""
    text = read_text(path)
    try:
        return exchange.read_package(text.encode())
    except BadPackage as error:
        if error.place == "terms_digest":
            raise Failure(
                f"{path}: its terms were changed after the package was drawn up; draw it anew with `wayhome plan`"
            ) from error
        raise Failure(f"{path}: {str(error).removeprefix('package: ')}") from error


def summary(package: exchange.Package) -> list[str]:
    """One line for each way and part of a package, and for each stage how far it is proven."""
    ways = Counter((r.holder, r.home, r.track.value) for r in package.returnees)
    lines = [f"{holder} to {home}, {track}: {count}" for (holder, home, track), count in sorted(ways.items())]
    return lines + proven(package)


def proven(package: exchange.Package) -> list[str]:
    """One line for each stage: how far it is proven, tiers taken together."""
    lines = []
    tiers: dict[str, list[Stage]] = {}
    for stage in package.certificate.stages:
        about = " ".join(stage.about)
        if stage.name in _BY_TIER:
            tiers.setdefault(f"{_BY_TIER[stage.name]} ({stage.about[0]})", []).append(stage)
        elif stage.name is not StageName.FAIRNESS_LIMIT:
            proof = "proven the most" if stage.proven else f"not proven; at most {stage.bound}"
            lines.append(f"stage {stage.name}{f' ({about})' if about else ''}: {stage.value}, {proof}")
    for name, some in tiers.items():
        gaps = [stage.bound - stage.value for stage in some if not stage.proven]
        proof = (
            f"{len(gaps)} of {len(some)} tiers not proven, by {max(gaps)} at most"
            if gaps
            else f"{len(some)} tiers, proven"
        )
        lines.append(f"stage {name}: {proof}")
    if package.certificate.fallback and package.certificate.fallback.impossible:
        lines.append("no plan of pairs only keeps these terms, proven: no party has one to fall back on")
    if package.certificate.hoped:
        lines.append("the rounds had no room for all who were counted on: what is proven holds of plans that have room")
    return lines


_BY_TIER = {
    StageName.UNCONDITIONAL_ORDER: "unconditional, the most urgent first",
    StageName.CRITERIA: "criteria",
    StageName.CRITERIA_REST: "criteria",
}


def _by_lottery(solved: Solved, path: Path) -> Package:
    """The package of those drawn. Raises Failure for a lottery that isn't drawn, isn't right, or is another's."""
    file = sound_lottery(path)
    if file.draw is None:
        raise Failure(f"{path}: not drawn yet; `wayhome lottery draw` writes the file that is")
    if file.lottery.terms != solved.terms.digest:
        raise Failure(f"{path}: prepared under other terms; give the terms that are in force in the round")
    chances = exchange.chances_of_people(file.lottery)
    try:
        return exchange.package_of(exchange.by_lottery(solved, file.draw.people, chances), chances)
    except OtherLottery as error:
        raise Failure(f"{path}: {error}; give the same matches, lists, references and orders") from error


def _pool(
    terms: Terms, matches: Path, lists: tuple[str, ...], references: Path | None, columns: tuple[str, ...]
) -> tuple[Candidate, ...]:
    if not lists:
        raise Failure("give the lists the matches come from, each as PARTY=FILE")
    known = read_references(references) if references else {}
    read = party_lists(terms.parties, lists, columns)
    people = identify(read_verdicts(matches), read, known)
    expect_all_read(people, read)
    unnamed = [each for each in people if not each.person]
    if references and unnamed:
        raise Failure(
            f"{references}: has no reference for {len(unnamed)} of {len(people)} people whose match is confirmed; "
            "make it anew from the same matches, lists and salt with `wayhome round references`"
        )
    try:
        return exchange.pool(terms, people)
    except BadPool as error:
        raise Failure(str(error)) from error


def _expect_same_names(package: Package, pool: tuple[Candidate, ...], references: Path | None) -> None:
    """Raise Failure if nobody of a package goes by a name of the pool: then only the names differ."""
    names = {explanation.person for explanation in package.explanations}
    if names and pool and names.isdisjoint(candidate.person for candidate in pool):
        raise Failure(
            f"{references}: holds none of the references by which the package names its people"
            if references
            else "these people are named by a round's references: give --references"
        )
