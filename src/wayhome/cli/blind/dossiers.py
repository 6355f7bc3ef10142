"""Dossiers of those matched: lodged by each party, released by the facilitator both at once, read by the other."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import click

from wayhome.agreement import DossierLodged, DossiersReleased, Role
from wayhome.cli.blind.at import OUT, SECRET, At, at_tracing, read
from wayhome.cli.blind.comparing import check_proofs, matched_lines, raised_as_stated
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_people, writing
from wayhome.journal import JournalRefusal, PublicKey, seal, unseal
from wayhome.people import Particulars
from wayhome.people.cells import guard
from wayhome.tracing.blind import (
    STATED,
    BadFile,
    Dossier,
    KeptLines,
    Masked,
    Raised,
    dossier_of,
    own_matches,
    people_behind,
    read_dossier,
    read_file,
)

CANDIDATES = click.argument("candidates", type=FILE, metavar="CANDIDATES")


@click.command()
@at_tracing
@CANDIDATES
@click.argument("list_file", type=FILE, metavar="LIST")
@click.argument("files", type=FILE, nargs=3, metavar="MASKED RAISED RAISED")
@SECRET
@columns_option
def lodge(
    at: At, candidates: Path, list_file: Path, files: tuple[Path, ...], secret: Path, columns: tuple[str, ...]
) -> None:
    """Lodge a dossier of each of your CANDIDATES (as `open` wrote them; take out whom you keep back) from your LIST.

    The files are your own masked one, what the other party raised of it (the facilitator has it and gives it to you
    when both are told), and what you raised of the other's. From them your machine finds for itself who matched: where
    the facilitator has said anything else, nothing is lodged. A dossier says who somebody is, not where they are.
    """
    at.expect_party()
    other = at.tracing.other(at.seat)
    kept = at.kept(secret)
    names = _own_matches(at, kept, files)
    _expect_told(at, len(kept.lines), set(names))
    found = people_behind(kept.lines, tuple(names))
    chosen = _references(candidates)
    strangers = sorted(chosen.keys() - found.candidates.keys())
    if strangers:
        raise Failure(f"{candidates}: not matched, so no dossier of them is lodged: {', '.join(strangers)}")
    (people,) = read_people([list_file], columns)
    rows = {row.id: row for row in people.rows}
    lodged = at.tracing.dossiers.get(at.seat, {})
    made = [
        _dossier(at, kept, names, id_, person, rows.get(id_))
        for id_, person in sorted(chosen.items())
        if person not in lodged
    ]
    if not made:
        raise Failure(f"{candidates}: a dossier of everybody there is lodged already" if chosen else "nobody is there")
    key = PublicKey.parse(at.round.agreement.seats[other].key)
    sealed = [(each, seal(bytes(each), {other: key}, at.seat, secrets.token_bytes)) for each in made]
    facilitator = at.round.agreement.facilitator
    at.say(
        *(
            (DossierLodged(at.name, each.person, each.matches, sha256(box).hexdigest()), box, (facilitator,))
            for each, box in sealed
        )
    )
    click.echo(f"{len(made):,} dossiers lodged with {facilitator}; none is released before {other}'s lies there too")


@click.command()
@at_tracing
def release(at: At) -> None:
    """Release (the facilitator) the dossiers of every match of which both lie here: both at once, to both parties.

    You hold them sealed to the party each is for, and can't read them. It waits for the observer to have judged the
    lines opened of both lists.
    """
    at.expect_role(Role.FACILITATOR)
    waiting = at.tracing.releasable
    if not waiting:
        raise Failure("no match has both its dossiers here and unreleased")
    wanted = {each for pair in waiting for each in zip(at.tracing.parties, pair, strict=True)}
    boxes, other_than_stated = {}, []
    for act, entry in at.entries(DossierLodged):
        whose = entry.author, act.person
        box = at.sealed_each(entry).get(act.person) if whose in wanted else None
        if box is not None and sha256(box).hexdigest() == act.dossier:
            boxes[whose] = box
        elif box is not None:
            other_than_stated.append(f"{act.person} by {entry.author}")
    home, holder = at.tracing.parties
    whole = [pair for pair in waiting if (home, pair[0]) in boxes and (holder, pair[1]) in boxes]
    if whole:
        at.say(
            *(
                (
                    DossiersReleased(at.name, sought, held),
                    {sought: boxes[home, sought], held: boxes[holder, held]},
                    at.tracing.parties,
                )
                for sought, held in whole
            )
        )
    click.echo(f"{len(whole):,} of {len(waiting):,} matches released")
    if other_than_stated:
        raise Failure(f"another dossier was lodged than its act states; kept back: {', '.join(other_than_stated)}")


@click.command()
@at_tracing
@CANDIDATES
@SECRET
@click.option("--out", type=OUT, default=Path("dossiers.csv"), show_default=True)
def dossiers(at: At, candidates: Path, secret: Path, out: Path) -> None:
    """Read the dossiers released to you into dossiers.csv, each beside whom of your own CANDIDATES it matched.

    Each is checked to be the one that was lodged, and its particulars to give the very tokens that matched. What
    doesn't hold is left out and named. The other's reference is in the column person: --people @dossiers.csv asks
    about them all.
    """
    at.expect_party()
    kept = at.kept(secret)
    own_ids = {person: id_ for id_, person in _references(candidates).items()}
    rows, faults, erased = [], [], 0
    for released in _released(at):
        if released.box is None:
            erased += 1
            continue
        try:
            rows.append(_row(at, kept, own_ids, released, released.box))
        except _NotAsMatched as fault:
            faults.append(f"{released.theirs}: {fault}")
    with writing(out) as partial, partial.open("w", encoding="utf-8-sig", newline="") as stream:
        partial.chmod(0o600)
        writer = csv.writer(stream)
        writer.writerow(("person", "yours", "id", "kinds", *STATED))
        writer.writerows([guard(cell) for cell in row] for row in rows)
    click.echo(f"{out}: {len(rows)} dossiers of {at.tracing.other(at.seat)}")
    if erased:
        click.echo(f"{erased} people are erased here and left out", err=True)
    if faults:
        raise Failure("dossiers that don't hold, and are left out:\n" + "\n".join(faults))


class _NotAsMatched(Exception):
    """A dossier that isn't of the person who matched."""


@dataclass(frozen=True)
class _Released:
    """The other party's dossier of a match, as the facilitator released it."""

    own: str
    theirs: str
    box: bytes | None
    """The dossier as it was sealed to this party; None where the person is erased here, b"" where nothing is there."""


def _own_matches(at: At, kept: KeptLines, files: tuple[Path, ...]) -> Mapping[int, str]:
    """One's own lines that match, by the name of the match, from the files alone. Raises Failure for files that lie."""
    other = at.tracing.other(at.seat)
    found = [(path, read(path, read_file)) for path in files]
    masked = [at.masked(path, at.seat, file) for path, file in found if isinstance(file, Masked)]
    raised = {file.by: raised_as_stated(at, path, file) for path, file in found if isinstance(file, Raised)}
    if len(masked) != 1 or set(raised) != set(at.tracing.parties):
        raise Failure(f"expected your own masked file, what {other} raised of it, and what you raised of {other}'s")
    if kept.masked != masked[0].digest:
        raise Failure("this secret is not the one your masked file was made with")
    check_proofs(masked[0], raised[other])
    return own_matches(raised[other], raised[at.seat])


def _expect_told(at: At, lines: int, found: set[int]) -> None:
    """Raise Failure where the facilitator told other matches than the files show."""
    told = set(matched_lines(at, lines).lines)
    if told != found:
        raise Failure(
            f"{at.round.agreement.facilitator} left out {len(found - told)} of your {len(found)} lines that match and "
            f"named {len(told - found)} that don't: it hasn't kept to its part; nothing is lodged with it"
        )


def _dossier(
    at: At, kept: KeptLines, names: Mapping[int, str], id_: str, person: str, row: Particulars | None
) -> Dossier:
    """The dossier of one candidate. Raises Failure where the list says something else than what was masked."""
    if row is None:
        raise Failure(f"{id_} is not on this list")
    own = {number: name for number, name in names.items() if kept.lines[number].person == id_}
    dossier = dossier_of(at.context, at.seat, person, own.values(), row)
    lines = [kept.lines[number] for number in own]
    if len(dossier.proven_by(lines, at.tracing.terms.kinds)) < len(lines):
        raise Failure(f"{id_}: this row gives other tokens than were masked; take the list as you masked it")
    try:
        return read_dossier(bytes(dossier))
    except BadFile as error:
        raise Failure(f"{id_}: {error}") from error


def _released(at: At) -> Iterator[_Released]:
    """The dossiers released to this party."""
    seeks = at.seat == at.tracing.terms.home
    for act, entry in at.entries(DossiersReleased):
        pair = (act.person_sought, act.person_held) if seeks else (act.person_held, act.person_sought)
        yield _Released(*pair, at.sealed_each(entry).get(pair[1], b""))


def _row(at: At, kept: KeptLines, own_ids: Mapping[str, str], released: _Released, box: bytes) -> list[str]:
    """What a dossier states, beside whom of one's own it matched. Raises _NotAsMatched."""
    other = at.tracing.other(at.seat)
    mine, theirs = at.tracing.dossiers[at.seat][released.own], at.tracing.dossiers[other][released.theirs]
    if released.own not in own_ids:
        raise _NotAsMatched(f"{released.own} is not among your candidates")
    if sha256(box).hexdigest() != theirs.dossier:
        raise _NotAsMatched(f"{at.round.agreement.facilitator} released another dossier than {other} lodged")
    try:
        unsealed = unseal(box, at.seat, at.key)
        dossier = read_dossier(unsealed.content)
    except (JournalRefusal, BadFile) as error:
        raise _NotAsMatched(f"what {other} lodged can't be read: {error}") from error
    says = (unsealed.sender, dossier.by, dossier.context, dossier.person, dossier.matches)
    if says != (other, other, at.context, released.theirs, theirs.matches):
        raise _NotAsMatched(f"{other} lodged the dossier of another person or another tracing")
    id_ = own_ids[released.own]
    lines = [line for line in kept.lines if line.person == id_]
    proven = dossier.proven_by(lines, at.tracing.terms.kinds)
    if len(proven) < len(set(mine.matches) & set(theirs.matches)):
        raise _NotAsMatched(f"its particulars don't give what matched: {other} lodged it of somebody else")
    return [
        released.theirs,
        released.own,
        id_,
        " ".join(dict.fromkeys(proven)),
        *(dossier.stated.get(column, "") for column in STATED),
    ]


def _references(path: Path) -> dict[str, str]:
    """The candidates in a file as `open` wrote it: id → reference. Raises Failure for another file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        found = {row["id"]: row["person"] for row in rows}
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise Failure(
            f"{path}: expected CSV with the columns person and id, as wayhome blind open writes it"
        ) from error
    if len(found) < len(rows) or len(set(found.values())) < len(rows) or not all((*found, *found.values())):
        raise Failure(f"{path}: expected everybody once, with person and id")
    return found
