"""`wayhome lottery`: a fair lottery among people whom the terms leave equal, from its preparation to its check."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from wayhome import exchange
from wayhome.acts import Act
from wayhome.agreement import LotteryCommitted, LotteryDrawn, LotteryOnTable, LotteryPrepared, LotteryRevealed
from wayhome.cli.acts import say, sign_as_keeper
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_text, read_verdicts, writing
from wayhome.cli.journals import JOURNAL, expect_seat, only_round, open_table
from wayhome.cli.key_files import key_from
from wayhome.cli.lottery_files import read_lottery, sound_lottery
from wayhome.cli.parties import expect_all_read, identify, party_lists, read_references
from wayhome.exchange import BadOrder, BadPool, Candidate, ContradictoryTerms, Order, Published, Terms, UndecidedTerms
from wayhome.exchange.checker.lottery_levels import proven_fairest
from wayhome.exchange.lottery import SECRET_BYTES, Among, commitment, drawn, frozen, lottery_among
from wayhome.rounds import Draft, Table

_SEAT = click.option("--as", "seat", required=True, metavar="SEAT", help="Who states it.")
_KEY = click.option("--key", "key_file", required=True, type=FILE, metavar="FILE", help="That seat's private key.")
_ROUND = click.option("--round", "round_name", default="", help="Which round, where the journal holds several.")
_LOTTERY = click.argument("lottery_file", type=FILE, metavar="LOTTERY")
_SECRET = click.option(
    "--secret",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The file of the seat's secret.",
)


@click.group()
def lottery() -> None:
    """Draw fairly among people whom the terms leave equal, so that anybody can check it.

    Prepare it; then every party and the facilitator commit, then all reveal, then it is drawn. Each step is an act in
    the round's JOURNAL. See docs/lottery.md for what it promises and what not.
    """


@lottery.command()
@JOURNAL
@click.argument("matches", type=FILE)
@click.argument("lists", nargs=-1, required=True, metavar="PARTY[:held|:sought]=LIST...")
@click.option("--references", type=FILE, required=True, metavar="REFERENCES.csv", help="The round's references.")
@click.option("--order", "orders", type=FILE, multiple=True, help="A party's confidential order. Repeat for each.")
@click.option(
    "--beacon", default="", help='A public random value not known yet, such as "drand quicknet, round 21000000".'
)
@_SEAT
@_KEY
@_ROUND
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("lottery.json"), show_default=True)
@columns_option
def prepare(
    journal: Path,
    matches: Path,
    lists: tuple[str, ...],
    references: Path,
    orders: tuple[Path, ...],
    beacon: str,
    seat: str,
    key_file: Path,
    round_name: str,
    out: Path,
    columns: tuple[str, ...],
) -> None:
    """Freeze a lottery under the terms in force, before any randomness exists (the facilitator).

    Among all packages as good as the planner's by every stage, the smallest chance of anybody is made as large as it
    can be, then the next. OUT holds everything that is needed to check it, and people only by their references: give
    it to every seat. The act names its digest.
    """
    table, name = _speaking(journal, round_name, seat)
    agreement = table.state[name].agreement
    terms = agreement.terms_in_force
    if terms is None:
        raise Failure("no terms are in force yet; a lottery is prepared under those that every party has accepted")
    among = _among(terms, _pool(terms, matches, lists, references, columns), orders)
    attempt = len(agreement.lotteries) + 1
    seats, digest = agreement.drawing, terms.digest
    of = frozen(among.chances, among.units, round_name=name, terms=digest, attempt=attempt, seats=seats, beacon=beacon)
    with writing(out) as partial:
        partial.write_bytes(exchange.lottery_json(of))
        _state(table, name, seat, key_file, LotteryPrepared(of.digest, digest, beacon))
    click.echo(f"{out}: {among.certain} people go in any case, {among.never} can't in this round")
    for line in _chances(exchange.read_lottery(exchange.lottery_json(of))):
        click.echo(f"  {line}")


@lottery.command()
@JOURNAL
@_LOTTERY
@_SEAT
@_KEY
@_SECRET
@_ROUND
def commit(journal: Path, lottery_file: Path, seat: str, key_file: Path, secret: Path, round_name: str) -> None:
    """Check LOTTERY, and commit a seat to a new secret, which is kept in FILE until everybody has committed."""
    table, name = _speaking(journal, round_name, seat)
    file = sound_lottery(lottery_file)
    _expect_prepared(table, name, file)
    chosen = secrets.token_bytes(SECRET_BYTES)
    _keep(secret, chosen)
    try:
        _state(table, name, seat, key_file, LotteryCommitted(file.digest, commitment(file.digest, seat, chosen)))
    except Failure:
        secret.unlink()
        raise
    click.echo(f"{secret}: show it to nobody, and don't lose it; without it the lottery is void")


@lottery.command()
@JOURNAL
@_SEAT
@_KEY
@_SECRET
@_ROUND
def reveal(journal: Path, seat: str, key_file: Path, secret: Path, round_name: str) -> None:
    """Reveal the secret in FILE, once everybody has committed."""
    table, name = _speaking(journal, round_name, seat)
    try:
        revealed = bytes.fromhex(read_text(secret))
    except ValueError as error:
        raise Failure(f"{secret}: not a secret; `wayhome lottery commit` writes one") from error
    _state(table, name, seat, key_file, LotteryRevealed(_prepared(table, name).prepared.lottery, revealed.hex()))


@lottery.command()
@JOURNAL
@_LOTTERY
@click.option("--beacon-value", default="", metavar="HEX", help="The beacon's value, where the lottery names one.")
@_SEAT
@_KEY
@_ROUND
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("drawn.json"), show_default=True)
def draw(
    journal: Path, lottery_file: Path, beacon_value: str, seat: str, key_file: Path, round_name: str, out: Path
) -> None:
    """Draw LOTTERY from what everybody revealed (the facilitator), and write all of it to OUT for anybody to check."""
    table, name = _speaking(journal, round_name, seat)
    file = sound_lottery(lottery_file)
    on_table = _expect_prepared(table, name, file)
    missing = [each for each in file.lottery.seats if each not in on_table.secrets]
    if missing:
        raise Failure(f"still to reveal: {', '.join(missing)}")
    try:
        beacon = bytes.fromhex(beacon_value)
    except ValueError as error:
        raise Failure("--beacon-value: expected hexadecimal") from error
    revealed = {each: bytes.fromhex(on_table.secrets[each]) for each in file.lottery.seats}
    result = drawn(file.lottery, revealed, beacon)
    data = exchange.lottery_json(file.lottery, result)
    with writing(out) as partial:
        partial.write_bytes(data)
        _state(table, name, seat, key_file, LotteryDrawn(file.digest, result.seed, result.people, result.beacon))
    for line in _chances(exchange.read_lottery(data)):
        click.echo(f"  {line}")


@lottery.command()
@_LOTTERY
@click.option("--journal", type=click.Path(file_okay=False, path_type=Path), help="Compare with the acts of a round.")
@_ROUND
def verify(lottery_file: Path, journal: Path | None, round_name: str) -> None:
    """Check LOTTERY from its public part alone. Exit status 1 if anything is wrong.

    The code that checks shares nothing with what made it: every package keeps every row, the chances are those stated,
    the levels prove them the fairest as far as is said, and whoever is drawn follows from what was revealed. With
    --journal also that its acts say the same.
    """
    file = read_lottery(lottery_file)
    faults = [str(fault) for fault in exchange.check_lottery(file)]
    if journal:
        table = open_table(journal)
        faults += _unlike_the_journal(file, table.state[only_round(table, round_name)].agreement.lotteries)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise SystemExit(1)
    click.echo(f"{lottery_file}: nothing is wrong")
    for line in _chances(file):
        click.echo(f"  {line}")
    if not journal:
        click.echo("  that it was published before it was committed to is for the journal to say: give --journal")


def _among(terms: Terms, pool: tuple[Candidate, ...], orders: tuple[Path, ...]) -> Among:
    try:
        among = lottery_among(exchange.solve(terms, pool, [_order(path) for path in orders]))
    except (BadPool, BadOrder, ContradictoryTerms, UndecidedTerms) as error:
        raise Failure(str(error)) from error
    if among is None:
        raise Failure("nothing is left to draw: the terms settle of everybody whether they go")
    return among


def _order(path: Path) -> Order:
    try:
        return exchange.read_order(path)
    except BadOrder as error:
        raise Failure(str(error)) from error


def _pool(
    terms: Terms, matches: Path, lists: tuple[str, ...], references: Path, columns: tuple[str, ...]
) -> tuple[Candidate, ...]:
    read = party_lists(terms.parties, lists, columns)
    people = identify(read_verdicts(matches), read, read_references(references))
    expect_all_read(people, read)
    unnamed = [each for each in people if not each.person]
    if unnamed:
        raise Failure(
            f"{references}: has no reference for {len(unnamed)} of {len(people)} people whose match is confirmed"
        )
    try:
        return exchange.pool(terms, people)
    except BadPool as error:
        raise Failure(str(error)) from error


def _speaking(journal: Path, round_name: str, seat: str) -> tuple[Table, str]:
    """The table, and the round meant in it, at which the seat is."""
    table = open_table(journal)
    name = only_round(table, round_name)
    expect_seat(table.state[name], seat)
    return table, name


def _state(table: Table, name: str, seat: str, key_file: Path, act: Act) -> None:
    key = key_from(key_file)
    say(table, Draft(name, seat, key, datetime.now(UTC).replace(microsecond=0), act))
    click.echo(f"{act.kind} by {seat}: entry {table.journal.size - 1}, digest {act.digest}")
    sign_as_keeper(table, key)


def _prepared(table: Table, name: str) -> LotteryOnTable:
    on_table = table.state[name].agreement.lottery
    if on_table is None:
        raise Failure("no lottery is prepared in this round yet")
    return on_table


def _expect_prepared(table: Table, name: str, file: Published) -> LotteryOnTable:
    on_table = _prepared(table, name)
    if on_table.prepared.lottery != file.digest:
        raise Failure("this is not the lottery last prepared in this round: its digest is another")
    return on_table


def _unlike_the_journal(file: Published, lotteries: tuple[LotteryOnTable, ...]) -> Iterator[str]:
    """What the acts of a round say otherwise than the file."""
    of = [each for each in lotteries if each.prepared.lottery == file.digest]
    if not of:
        yield "This lottery was not prepared in this round"
    elif file.draw is None:
        if of[0].drawn:
            yield "This lottery is drawn in the journal, but not in this file"
    else:
        words = {word.seat: (word.commitment, word.secret) for word in file.draw.words}
        said = {seat: (of[0].commitments[seat], secret) for seat, secret in of[0].secrets.items()}
        if words != said:
            yield "The journal holds other commitments, or other secrets were revealed"
        act = LotteryDrawn(file.digest, file.draw.seed, file.draw.people, file.draw.beacon)
        if of[0].drawn is not None and of[0].drawn != act:
            yield "The journal says that others were drawn"


def _chances(file: Published) -> Iterator[str]:
    """Every kind with its chance, how fair it is, and who was drawn."""
    going = set(file.draw.people) if file.draw else set()
    for number, (kind, chance) in enumerate(zip(file.lottery.kinds, exchange.chances_in(file.lottery), strict=True), 1):
        people = [person for unit in kind.units for person in unit]
        drawn_here = f", {len(going.intersection(people))} drawn" if file.draw else ""
        yield f"kind {number}: {len(people)} people, chance {chance} ({float(chance):.2%}){drawn_here}"
    if proven_fairest(file.lottery):
        yield "proven: no lottery under these terms is fairer"
    else:
        open_ = next((level for level in file.lottery.levels if level.chance != level.bound), None)
        bound = f": the smallest chance is {open_.chance}, and could be {open_.bound} at most" if open_ else ""
        yield f"not proven the fairest{bound}"
    if file.draw:
        yield f"drawn: package {file.draw.package + 1} of {len(file.lottery.packages)}, {len(going)} people"
        yield from (f"  {person}" for person in file.draw.people)


def _keep(path: Path, secret: bytes) -> None:
    """Write a secret to a new file that only its owner reads."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secret.hex() + "\n", encoding="ascii")
    except FileExistsError as error:
        raise Failure(f"{path} exists; a secret is never overwritten") from error
    except OSError as error:
        raise Failure(f"{path} can't be written: {error.strerror}") from error
