"""`wayhome round`: carry a round act by act, and read what it says."""

from __future__ import annotations

import secrets
import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from wayhome.cli.acts import act_command
from wayhome.cli.blind.shown import tracing_lines
from wayhome.cli.cosigning import cosign
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_people, read_verdicts, role_in_name, writing
from wayhome.cli.filling import command_line
from wayhome.cli.journals import JOURNAL, expect_seat, only_round, open_table, sign_for_all
from wayhome.cli.key_files import key_from
from wayhome.cli.options import command_name
from wayhome.cli.papers import account_html
from wayhome.cli.parties import identify, party_lists, read_references, write_references
from wayhome.cli.salts import read_salts
from wayhome.cli.verdicts import judge, verdicts
from wayhome.handover import ManifestSigned, travellers
from wayhome.handover.paper import manifest_pdf
from wayhome.journal import JournalRefusal
from wayhome.people import Particulars, SaltErased, Salts, reference
from wayhome.rounds import VOCABULARY, Round, Table, communique_texts, due, may, may_begin

ROUND = click.option("--round", "round_name", default="", help="Which round, where the journal holds several.")


class _Acts(click.Group):
    """The commands that read, then the acts in the order of the way home."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)


@click.group("round", cls=_Acts)
def round_() -> None:
    """Carry a round act by act. JOURNAL is the folder of its journal; each act is signed with a seat's key file.

    What an act leaves open (a digest, a leg) is filled in where only one such act waits for the seat, and shown;
    `wayhome round may JOURNAL --as SEAT` shows what does. Whoever states what they have seen says whom, or --all.
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
    """Show the acts that wait for a seat, each as its command, and those it may begin with content of its own."""
    table = open_table(journal)
    name = only_round(table, round_name)
    round_ = table.state[name]
    expect_seat(round_, seat)
    waiting = [command_line(act, round_) for act in may(table.state, name, seat, datetime.now(UTC))]
    click.echo(
        f"wayhome round ... {journal} --as {shlex.quote(seat)} --key FILE" if waiting else f"nothing waits for {seat}"
    )
    for line in waiting:
        click.echo(f"  {line}")
    begin = [command_name(kind) for kind in may_begin(table.state, name, seat)]
    if begin:
        click.echo(f"needs your own content: {', '.join(begin)}")


@round_.command()
@click.argument("matches", type=FILE)
@click.argument("lists", nargs=-1, required=True, metavar="PARTY[:held|:sought]=LIST...")
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
    people = identify(read_verdicts(matches), party_lists(parties, lists, columns))
    secret = _salt(salt)
    known, erased = [], 0
    for each in people:
        try:
            known.append(replace(each, person=reference(secret, each.holder, each.held.id)))
        except SaltErased:
            erased += 1
    with writing(out) as partial:
        write_references(partial, known)
    if erased:
        click.echo(f"{erased} people are erased and get no reference any more", err=True)
    click.echo(f"{out}: {len(known)} people")


round_.add_command(judge)
round_.add_command(verdicts)


@round_.command()
@JOURNAL
@click.option("--key", "key_files", required=True, type=FILE, multiple=True, help="The facilitator's private key.")
def checkpoint(journal: Path, key_files: tuple[Path, ...]) -> None:
    """Sign the journal as it stands (the facilitator, who keeps it). The others then cosign."""
    table = open_table(journal)
    try:
        note = sign_for_all(table, [key_from(file) for file in key_files], over_cosigned=True)
    except JournalRefusal as error:
        raise Failure(f"{journal}: {error}") from error
    if note is None:
        raise Failure(f"{key_files[0]} is not the key of the facilitator who opened this journal; nobody else signs it")
    click.echo(note.decode(), nl=False)


round_.add_command(cosign)


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
    act = signed_manifest(table, name, leg)
    if role_in_name(held) == "sought":
        raise Failure(f"{held}: its name says this is a list of people sought; give the detaining party's own HELD")
    (people,) = read_people([held], columns)
    state = table.state[name]
    holder = state.handover.legs[leg].holder
    known = _particulars(act, holder, references_file, {row.id: row for row in people.rows}, held)
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
    out.mkdir(parents=True, exist_ok=True)
    for language, text in texts.items():
        with writing(out / f"communique.{language}.txt") as partial:
            partial.write_text(text, encoding="utf-8")
        click.echo(str(out / f"communique.{language}.txt"))


def _salt(path: Path) -> Salts:
    """The round's salts, the secret made where the file isn't there."""
    if not path.exists():
        with writing(path) as partial:
            partial.touch(mode=0o600)
            partial.write_bytes(secrets.token_bytes(32))
    return read_salts(path)


def _particulars(
    act: ManifestSigned, holder: str, references: Path, rows: dict[str, Particulars], held: Path
) -> dict[str, Particulars]:
    """The row of everybody on a manifest, by reference. Raises Failure where somebody's isn't there."""
    ids = {person: id_ for (party, id_), person in read_references(references).items() if party == holder}
    unnamed = [person for person in act.people if person not in ids]
    if unnamed:
        raise Failure(
            f"{references}: {len(unnamed)} of the {len(act.people)} people on this manifest have no reference of "
            f"{holder} here; is it the file of this round?"
        )
    missing = [person for person in act.people if ids[person] not in rows]
    if missing:
        raise Failure(
            f"{held}: {len(missing)} of the {len(act.people)} people on this manifest are not on this list; "
            f"is it the list of people held by {holder}, and could all its rows be read?"
        )
    return {person: rows[ids[person]] for person in act.people}


def signed_manifest(table: Table, round_name: str, leg: str) -> ManifestSigned:
    """The manifest of a leg as last signed."""
    acts = [s.act for s in table.statements if s.round == round_name and isinstance(s.act, ManifestSigned)]
    signed = [act for act in acts if act.leg == leg]
    if not signed:
        raise Failure(f"no manifest of a leg {leg} is signed; there are: {_names(acts) or 'none'}")
    return signed[-1]


def _names(acts: Iterable[ManifestSigned]) -> str:
    return ", ".join(sorted({act.leg for act in acts}))


def status_lines(table: Table, name: str) -> Iterable[str]:
    """Where a round stands, in a few lines."""
    state = table.state[name]
    agreement, handover = state.agreement, state.handover
    yield f"{agreement.title} ({'closed' if state.closed else 'open'}), {table.journal.size} entries in the journal"
    yield from _differing(state)
    yield f"terms: {'in force' if agreement.terms_in_force else 'not agreed'}"
    yield from _lotteries(state)
    going = travellers(agreement, handover)
    yield f"package: {'in effect' if agreement.in_effect else 'not signed'}, {len(going)} people"
    stages = Counter(handover.journey(person).stage.value for person in going)
    yield "people: " + (", ".join(f"{count} {stage}" for stage, count in sorted(stages.items())) or "nobody yet")
    for person, (holder, home) in due(state).items():
        yield f"due: {person}, held by {holder}, home {home} (GC III 118)"
    now = datetime.now(UTC)
    yield from tracing_lines(state, now)
    for seat in agreement.seats:
        waiting = Counter(command_name(type(act)) for act in may(table.state, name, seat, now))
        if waiting:
            yield f"{seat} may now: " + ", ".join(f"{kind} ({count})" for kind, count in sorted(waiting.items()))


def _lotteries(state: Round) -> Iterable[str]:
    """How far each lottery has come, and who never revealed in those that are void."""
    agreement = state.agreement
    for number, lottery in enumerate(agreement.lotteries, 1):
        void = lottery is not agreement.lottery
        waiting = lottery.secrets if len(lottery.commitments) == len(agreement.drawing) else lottery.commitments
        missing = ", ".join(seat for seat in agreement.drawing if seat not in waiting)
        done = "revealed" if waiting is lottery.secrets else "committed"
        stands = "drawn" if lottery.drawn else f"not {done} yet: {missing}" if missing else "everybody has revealed"
        yield f"lottery {number}: {'void, ' if void else ''}{stands}"


def _differing(state: Round) -> Iterable[str]:
    """The matches that the seats judge differently."""
    for sought, matches in state.agreement.judged.items():
        for held, judged in matches.items():
            if judged.agreed is None:
                said = ", ".join(f"{seat} says {verdict}" for seat, verdict in judged.verdicts.items())
                yield f"judged differently: sought {sought}, held {held}: {said}"


for kind in VOCABULARY.kinds.values():
    round_.add_command(act_command(kind))
