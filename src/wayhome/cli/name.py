"""`wayhome name`: how a name is read, and on what two spellings meet."""

from __future__ import annotations

from collections.abc import Iterator

import click

from wayhome.people.given_names import father, given_names, is_patronymic, patronymic_stem
from wayhome.people.names import arabic_skeleton, canonical, is_initial, script, skeleton, words
from wayhome.people.naming.languages import languages


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME [NAME]")
def name(names: tuple[str, ...]) -> None:
    """Show how tracing reads a NAME, part by part; of two, on which key they meet.

    Nothing here says that two people are one: only why two spellings are compared as they are.
    """
    if len(names) > 2:
        raise click.UsageError("give one name, or two to compare; put each in quotation marks")
    for each in names:
        click.echo(f"{each}  ({script(each)})")
        for part in words(each):
            click.echo(f"  {part}")
            for label, value in keys(part):
                click.echo(f"    {label:<18}{value}")
    if len(names) == 2:
        for line in _meeting(*names):
            click.echo(line)


def keys(part: str) -> Iterator[tuple[str, str]]:
    """What a part of a name is compared by, each with its label; without what says nothing of this part."""
    yield "script", script(part)
    yield "written as in", ", ".join(languages(part)) or "no language shown by its letters"
    if is_initial(part):
        yield "initial", canonical(part)
        return
    yield "canonical", canonical(part)
    yield "skeleton", skeleton(part)
    if arabic := arabic_skeleton(part):
        yield "arabic skeleton", arabic
    if meanings := given_names(part):
        yield "given name", ", ".join(sorted(meanings))
    if is_patronymic(part):
        yield "patronymic stem", patronymic_stem(part)
        yield "father", father(part)


_MEET_ON = ("canonical", "given name", "father", "skeleton", "arabic skeleton")
"""The keys on which two parts may meet, the surest first."""


def _meeting(one: str, other: str) -> Iterator[str]:
    """A line for each part of the first name: the part of the other that it meets, and the surest key they meet on."""
    yield "meeting"
    parts = words(other)
    for part in words(one):
        found = [(_MEET_ON.index(key), partner, key) for partner in parts if (key := _met_on(part, partner))]
        if found:
            _, partner, key = min(found)
            yield f"  {part} - {partner}: the same {key}"
        else:
            yield f"  {part}: meets no part of {other}"


def _met_on(one: str, other: str) -> str:
    """The surest key that two parts share; "" when they share none."""
    of_one, of_other = dict(keys(one)), dict(keys(other))
    for key in _MEET_ON:
        values = (of_one.get(key), of_other.get(key))
        if None not in values and not set(str(values[0]).split(", ")).isdisjoint(str(values[1]).split(", ")):
            return key
    return ""
