"""`wayhome keys covenant`: agree on whose keys count, replace a key, revoke one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, writing
from wayhome.cli.journals import JOURNAL, open_table
from wayhome.cli.key_files import key_from
from wayhome.journal import (
    Covenant,
    FormerKey,
    JournalRefusal,
    Office,
    Passkey,
    PublicKey,
    RelyingParty,
    SignedCovenant,
    SigningKey,
    add_signature,
    cosigner_name,
    sign_covenant,
)
from wayhome.journal.note import COSIGNATURE, verifier_key
from wayhome.rounds import Table, next_covenant, offices_now

_OUT = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("covenant.json"))
_KEY = click.option("--key", "key_files", type=FILE, multiple=True, required=True, help="A key to sign with. Repeat.")
_TRUSTED = click.option(
    "--trusted-to", type=click.IntRange(0), required=True, help="The seat's last running number it counts for."
)


class _Passkeys(msgspec.Struct, forbid_unknown_fields=True):
    """The passkeys that a covenant is to name, as a file gives them."""

    relying_party: RelyingParty
    seats: dict[str, tuple[Passkey, ...]]


@click.group()
def covenant() -> None:
    """The covenant of a journal: who signs for whom, as one document that every seat has signed.

    Make a version, let the others sign the file one after another, and hand it in with
    `wayhome round covenant-adopted`; it counts from the next entry on.
    """


@covenant.command("new")
@JOURNAL
@_OUT
@_KEY
@click.option("--add", "added", multiple=True, metavar="SEAT=KEY", help="A further public key of a seat. Repeat.")
@click.option("--needed", multiple=True, metavar="SEAT=NUMBER", help="How many of a seat's keys have to sign.")
@click.option("--threshold", type=click.IntRange(1), help="Seats needed for the next version; all but one by default.")
@click.option("--passkeys", type=FILE, help="JSON: the relying party and each seat's passkeys.")
def new(
    journal: Path,
    out: Path,
    key_files: tuple[Path, ...],
    added: tuple[str, ...],
    needed: tuple[str, ...],
    threshold: int | None,
    passkeys: Path | None,
) -> None:
    """Write the first version from the seats whose keys are confirmed in JOURNAL, or the next one, and sign it."""
    table = open_table(journal)
    before = table.state.covenant
    seats = offices_now(table.state)
    for seat, text in _pairs(added):
        office = _office(seats, seat)
        seats[seat] = _changed(office, keys=(*office.keys, _public(text).raw))
    for seat, text in _pairs(needed):
        if not text.isascii() or not text.isdigit():
            raise Failure(f"--needed {seat}={text}: how many keys, as a number")
        seats[seat] = _changed(_office(seats, seat), threshold=int(text))
    party = before.relying_party if before else None
    if passkeys:
        party, seats = _with_passkeys(passkeys, seats)
    _write(out, _next(table, seats, threshold, party), [key_from(file) for file in key_files])


@covenant.command()
@JOURNAL
@_OUT
@_KEY
@click.option("--seat", required=True)
@click.option("--old", required=True, metavar="KEY", help="The public key that was lost or stolen.")
@click.option("--new", "new_key", required=True, metavar="KEY", help="The public key in its place.")
@_TRUSTED
def rotate(
    journal: Path, out: Path, key_files: tuple[Path, ...], seat: str, old: str, new_key: str, trusted_to: int
) -> None:
    """Write the next version, in which a seat has a new key in place of an old one, and sign it."""
    _replace(journal, out, key_files, seat, old, (_public(new_key).raw,), trusted_to)


@covenant.command()
@JOURNAL
@_OUT
@_KEY
@click.option("--seat", required=True)
@click.option("--old", required=True, metavar="KEY", help="The public key that is to count no more.")
@_TRUSTED
def revoke(journal: Path, out: Path, key_files: tuple[Path, ...], seat: str, old: str, trusted_to: int) -> None:
    """Write the next version, in which a seat has one key less, and sign it."""
    _replace(journal, out, key_files, seat, old, (), trusted_to)


@covenant.command("sign")
@click.argument("file", type=FILE)
@_KEY
def sign_(file: Path, key_files: tuple[Path, ...]) -> None:
    """Add a seat's signature to the covenant in FILE. Read what `check` shows of it first."""
    envelope = _read(file).envelope
    for key_file in key_files:
        envelope = add_signature(envelope, key_from(key_file))
    with writing(file) as partial:
        partial.write_bytes(envelope)
    click.echo(f"{file}: signed by {len(SignedCovenant(envelope).signed_by)} keys")


@covenant.command()
@click.argument("file", type=FILE)
@click.option("--journal", type=click.Path(path_type=Path), help="Where it is to count.")
@click.option("--keys", "as_keys", is_flag=True, help="Only the keys of checkpoints, as other tools take them.")
def check(file: Path, journal: Path | None, as_keys: bool) -> None:
    """Show the covenant in FILE: every seat's keys as they are read aloud, who has signed, and what is lacking yet."""
    signed = _read(file)
    if as_keys:
        for line in _verifier_keys(signed.covenant):
            click.echo(line)
        return
    for line in _lines(signed):
        click.echo(line)
    before = open_table(journal).state.covenant if journal else None
    if journal is None and signed.covenant.version > 1:
        click.echo("say with --journal where it is to count, to see what is lacking")
        return
    try:
        signed.require_follows(before)
    except JournalRefusal as error:
        click.echo(f"lacking: {error}")
        raise SystemExit(1) from error
    click.echo("complete: hand it in with `wayhome round covenant-adopted`")


def read_covenant(file: Path) -> Covenant:
    """The covenant in a file, its signatures checked."""
    return _read(file).covenant


def _read(file: Path) -> SignedCovenant:
    try:
        return SignedCovenant(file.read_bytes().strip())
    except JournalRefusal as error:
        raise Failure(f"{file}: {error}") from error


def _next(table: Table, seats: Mapping[str, Office], threshold: int | None, party: RelyingParty | None) -> Covenant:
    try:
        return next_covenant(table.state, table.journal.origin, seats, party, threshold)
    except JournalRefusal as error:
        raise Failure(str(error)) from error


def _replace(
    journal: Path,
    out: Path,
    key_files: tuple[Path, ...],
    seat: str,
    old: str,
    coming: tuple[bytes, ...],
    trusted_to: int,
) -> None:
    table = open_table(journal)
    before = table.state.covenant
    if before is None:
        raise Failure(f"{journal} has no covenant yet: `wayhome keys covenant new` makes one")
    office, leaving = _office(before.seats, seat), _public(old).raw
    if leaving not in office.keys:
        raise Failure(f"--old: {seat} has no such key in force")
    stated = table.journal.next_sequence(seat) - 1
    if trusted_to < stated:
        click.echo(f"{stated - trusted_to} entries of {seat} after number {trusted_to} stand in the journal already:")
        click.echo("they stay there, and every verification will name those that this key signed")
    keys = (*coming, *(key for key in office.keys if key != leaving))
    changed = _changed(office, keys=keys, former=(*office.former, FormerKey(leaving, trusted_to)))
    seats = {**before.seats, seat: changed}
    covenant = _next(table, seats, None, before.relying_party)
    _write(out, covenant, [key_from(file) for file in key_files])


def _write(out: Path, made: Covenant, signing: list[SigningKey]) -> None:
    if out.exists():
        raise Failure(f"{out} exists; name another file, so that nobody's signatures are written over")
    signed = SignedCovenant(sign_covenant(made, *signing))
    with writing(out) as partial:
        partial.write_bytes(signed.envelope)
    for line in _lines(signed):
        click.echo(line)
    click.echo(f"{out}: let the others check it and sign it")


def _lines(signed: SignedCovenant) -> list[str]:
    made = signed.covenant
    lines = [f"covenant of {made.journal}, version {made.version}: {made.threshold} seats make the next"]
    for seat, office in made.seats.items():
        watches = "keeps the journal" if seat == made.keeper else "cosigns" if seat in made.watching else "takes part"
        lines.append(f"  {seat} ({watches}): {office.threshold} of {len(office.keys)} keys")
        for key in office.keys:
            mark = "signed" if key in signed.signed_by else "not signed"
            lines.append(f"    {PublicKey(key).fingerprint}  {PublicKey(key)}  {mark}")
        lines += [f"    {PublicKey(e.key).fingerprint}  trusted up to number {e.trusted_to}" for e in office.former]
        lines += [f"    passkey of {each.holder} ({each.algorithm})" for each in office.passkeys]
    return lines


def _verifier_keys(made: Covenant) -> list[str]:
    """The keeper's keys and those of the seats that cosign (c2sp.org/signed-note, "vkey")."""
    lines = [verifier_key(made.journal, PublicKey(key)) for key in made.seats[made.keeper].keys]
    return lines + [
        verifier_key(cosigner_name(made.journal, seat), PublicKey(key), COSIGNATURE)
        for seat in made.watching
        for key in made.seats[seat].keys
    ]


def _with_passkeys(file: Path, seats: Mapping[str, Office]) -> tuple[RelyingParty, dict[str, Office]]:
    try:
        given = msgspec.json.decode(file.read_bytes(), type=_Passkeys)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Failure(f"{file}: {error}") from error
    changed = {seat: _changed(_office(seats, seat), passkeys=passkeys) for seat, passkeys in given.seats.items()}
    return given.relying_party, {**seats, **changed}


def _changed(office: Office, **changes: object) -> Office:
    """The office with these changes."""
    try:
        return msgspec.structs.replace(office, **changes)
    except JournalRefusal as error:
        raise Failure(str(error)) from error


def _office(seats: Mapping[str, Office], seat: str) -> Office:
    if seat not in seats:
        raise Failure(f"there is no seat {seat} with a confirmed key; there are: {', '.join(seats)}")
    return seats[seat]


def _public(text: str) -> PublicKey:
    try:
        return PublicKey.parse(text)
    except JournalRefusal as error:
        raise Failure(f"{text}: {error}") from error


def _pairs(given: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [each.partition("=") for each in given]
    if wrong := [each for each, (_, sign, _) in zip(given, pairs, strict=True) if not sign]:
        raise Failure(f"{wrong[0]}: expected SEAT=...")
    return [(seat, text) for seat, _, text in pairs]
