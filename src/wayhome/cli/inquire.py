"""`wayhome inquire`: is this one person on a list of people held?"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_people
from wayhome.people import PartialDate, Particulars
from wayhome.people.dates import read_date
from wayhome.people.problems import UnreadableCell
from wayhome.tracing import Match, Register

_ASKED = ("surname", "given names", "patronymic", "birth date", "birth place", "service number", "unit", "capture date")


@click.command()
@click.argument("held", type=FILE)
@columns_option
def inquire(held: Path, columns: tuple[str, ...]) -> None:
    """Ask a list of people HELD for one person after another, in any spelling, until the end of input (Ctrl-D).

    What isn't known is left empty. Shows the entries that may be this person, the likeliest first, with what speaks
    against and for each. Nothing is written, and nobody is merged. The person is asked for, not given as options: a
    name on the command line would stay in the shell's history.
    """
    (people,) = read_people([held], columns)
    register = Register(people.rows)
    by_id = {person.id: person for person in people.rows}
    while True:
        try:
            answers = {field: click.prompt(field, default="", show_default=False, err=True) for field in _ASKED}
        except click.Abort:
            return
        try:
            _show(register, by_id, _person(answers))
        except Failure as fault:
            fault.show(sys.stderr)


def _person(answers: Mapping[str, str]) -> Particulars:
    stated = {field: answer.strip() for field, answer in answers.items()}
    if not stated["surname"] and not stated["given names"] and not stated["service number"]:
        raise Failure("give a surname, a given name or a service number")
    return Particulars(
        "asked",
        surname=stated["surname"],
        given_names=stated["given names"],
        patronymic=stated["patronymic"],
        birth_date=_date("birth date", stated),
        birth_place=stated["birth place"],
        service_number=stated["service number"],
        unit=stated["unit"],
        capture_date=_date("capture date", stated),
    )


def _date(field: str, stated: Mapping[str, str]) -> PartialDate | None:
    try:
        return read_date(stated[field])
    except UnreadableCell as fault:
        raise Failure(f"{field}: expected {fault.expected}; to mend it: {fault.mend}") from fault


def _show(register: Register, held: Mapping[str, Particulars], sought: Particulars) -> None:
    start = time.perf_counter()
    matches = register.inquire(sought)
    took = time.perf_counter() - start
    for match in matches:
        click.echo("\n".join(_lines(match, held[match.held_id])))
    found = f"{len(matches)} of {len(register):,} may be this person" if matches else "nobody held is like this person"
    click.echo(f"{found} ({1000 * took:.0f} ms)", err=True)


def _lines(match: Match, person: Particulars) -> Iterator[str]:
    named = " ".join(filter(None, (person.surname, person.given_names, person.patronymic)))
    yield f"{match.held_id}  {named}  {person.birth_date or ''}  {100 * match.probability:.2f} in 100"
    for reason in match.reasons:
        yield f"  {'against' if reason.weight < 0 else 'for':<8}{reason}"
