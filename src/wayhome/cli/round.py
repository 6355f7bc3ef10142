"""`wayhome round`: carry a round act by act, and read what it says."""

from __future__ import annotations

import csv
import secrets
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from wayhome.cli.acts import JOURNAL, act_command, only_round, open_table
from wayhome.cli.errors import Failure
from wayhome.cli.files import (
    FILE,
    columns_option,
    identify,
    party_lists,
    read_people,
    read_references,
    read_verdicts,
    writing,
)
from wayhome.cli.keys import key_from
from wayhome.cli.papers import account_html, communique_texts
from wayhome.handover import ManifestSigned, travellers
from wayhome.handover.paper import manifest_pdf
from wayhome.people import reference
from wayhome.rounds import VOCABULARY, Table, due, may

ROUND = click.option("--round", "round_name", default="", help="Which round, where the journal holds several.")


class _Acts(click.Group):
    """The commands that read, then the acts in the order of the way home."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)


@click.group("round", cls=_Acts)
def round_() -> None:
    """Carry a round act by act. JOURNAL is the folder of its journal; each act is signed with a seat's key file.

    What an act leaves open (a digest, the people at the crossing) is filled in where only one such act waits for the
    seat; `wayhome round may JOURNAL --as SEAT` shows what does.
    """


@round_.command()
@JOURNAL
@ROUND
def status(journal: Path, round_name: str) -> None:
    """Show where a round stands, and what waits for each seat."""
    table = open_table(journal)
    name = only_round(table, round_name)
    for line in status_lines(table, name):
        click.echo(line)


@round_.command("may")
@JOURNAL
@click.option("--as", "seat", required=True, metavar="SEAT")
@ROUND
def may_(journal: Path, seat: str, round_name: str) -> None:
    """Show the acts that wait for a seat."""
    table = open_table(journal)
    name = only_round(table, round_name)
    for act in may(table.state, name, seat, datetime.now(UTC)):
        click.echo(f"{act.kind.replace('.', '-').replace('_', '-')}: {' '.join(str(act.__doc__).split())}")


@round_.command()
@click.argument("matches", type=FILE)
@click.argument("lists", nargs=-1, required=True, metavar="PARTY=LIST...")
@click.option("--party", "parties", multiple=True, required=True, help="A party of the round. Repeat for each.")
@click.option("--salt", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The round's secret file.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("references.csv"))
@columns_option
def references(
    matches: Path, lists: tuple[str, ...], parties: tuple[str, ...], salt: Path, out: Path, columns: tuple[str, ...]
) -> None:
    """Give everybody whose match is confirmed the reference by which the journal knows them.

    The salt makes references that say nothing to a stranger; it is made if the file isn't there. Keep both files among
    the parties: they never go into the journal.
    """
    if not salt.exists():
        salt.touch(mode=0o600)
        salt.write_bytes(secrets.token_bytes(32))
    secret = salt.read_bytes()
    if len(secret) < 32:
        raise Failure(f"{salt}: a salt has 32 bytes or more")
    people = identify(read_verdicts(matches), party_lists(parties, lists, columns))
    with writing(out) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["person", "holder", "held_id", "home", "sought_id"])
        writer.writerows(
            sorted([reference(secret, p.holder, p.held.id), p.holder, p.held.id, p.home, p.sought.id] for p in people)
        )
    click.echo(f"{out}: {len(people)} people")


@round_.command()
@JOURNAL
@click.option("--key", "key_file", required=True, type=FILE, help="The facilitator's private key.")
def checkpoint(journal: Path, key_file: Path) -> None:
    """Sign the journal as it stands (the facilitator, who keeps it)."""
    table = open_table(journal)
    click.echo(table.journal.checkpoint(key_from(key_file)).decode(), nl=False)


@round_.command()
@JOURNAL
@ROUND
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("account.html"), show_default=True)
def account(journal: Path, round_name: str, out: Path) -> None:
    """Write the account of a round as one page that a person can read."""
    table = open_table(journal)
    name = only_round(table, round_name)
    with writing(out) as partial:
        partial.write_text(account_html(table, name), encoding="utf-8")
    click.echo(str(out))


@round_.command()
@JOURNAL
@click.argument("leg")
@click.argument("held", type=FILE)
@click.argument("references_file", type=FILE, metavar="REFERENCES.csv")
@ROUND
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("manifest.pdf"), show_default=True)
@columns_option
def manifest(
    journal: Path, leg: str, held: Path, references_file: Path, round_name: str, out: Path, columns: tuple[str, ...]
) -> None:
    """Print the signed manifest of a LEG, with names from the detaining party's own list HELD."""
    table = open_table(journal)
    name = only_round(table, round_name)
    (people,) = read_people([held], columns)
    rows = {row.id: row for row in people.rows}
    act = signed_manifest(table, name, leg)
    state = table.state[name]
    holder = state.handover.legs[leg].holder
    references = read_references(references_file)
    known = {person: rows[id_] for (party, id_), person in references.items() if party == holder and id_ in rows}
    pdf = manifest_pdf(state.agreement, state.handover, act, known, journal=table.journal.origin, round_name=name)
    with writing(out) as partial:
        partial.write_bytes(pdf)
    click.echo(str(out))


@round_.command()
@JOURNAL
@ROUND
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), show_default=True)
def communique(journal: Path, round_name: str, out: Path) -> None:
    """Write the published communiqué in English, Ukrainian, Russian and Arabic."""
    table = open_table(journal)
    name = only_round(table, round_name)
    texts = communique_texts(table, name)
    if not texts:
        raise Failure("the communiqué is not published yet")
    for language, text in texts.items():
        with writing(out / f"communique.{language}.txt") as partial:
            partial.write_text(text, encoding="utf-8")
        click.echo(str(out / f"communique.{language}.txt"))


def signed_manifest(table: Table, round_name: str, leg: str) -> ManifestSigned:
    """The manifest of a leg as last signed."""
    acts = [s.act for s in table.statements if s.round == round_name and isinstance(s.act, ManifestSigned)]
    signed = [act for act in acts if act.leg == leg]
    if not signed:
        raise Failure(f"no manifest of a leg {leg} is signed; there are: {', '.join(sorted({a.leg for a in acts}))}")
    return signed[-1]


def status_lines(table: Table, name: str) -> Iterable[str]:
    """Where a round stands, in a few lines."""
    state = table.state[name]
    agreement, handover = state.agreement, state.handover
    yield f"{agreement.title} ({'closed' if state.closed else 'open'}), {table.journal.size} entries in the journal"
    yield f"terms: {'in force' if agreement.terms_in_force else 'not agreed'}"
    going = travellers(agreement, handover)
    yield f"package: {'in effect' if agreement.in_effect else 'not signed'}, {len(going)} people"
    stages = Counter(handover.journey(person).stage.value for person in going)
    yield "people: " + (", ".join(f"{count} {stage}" for stage, count in sorted(stages.items())) or "nobody yet")
    for person, (holder, home) in due(state).items():
        yield f"due: {person}, held by {holder}, home {home} (GC III 118)"
    now = datetime.now(UTC)
    for seat in agreement.seats:
        waiting = Counter(act.kind for act in may(table.state, name, seat, now))
        if waiting:
            yield f"{seat} may now: " + ", ".join(f"{kind} ({count})" for kind, count in sorted(waiting.items()))


for kind in VOCABULARY.kinds.values():
    round_.add_command(act_command(kind))
