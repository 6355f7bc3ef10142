"""What an act seals about people: each part locked with their keys besides, so that they can be erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wayhome.acts import Act, Refused
from wayhome.journal import CannotUnseal, Erased, Part, Storage, is_locked, lock, locked_parts
from wayhome.journal.keyring import KEY_BYTES
from wayhome.people.messages import said

_NAMING_ONE = ("person", "person_sought", "person_held")


def people_named(act: Act) -> tuple[str, ...]:
    """Return the references of those an act names, each once."""
    facts = act.facts
    one = [facts[field] for field in _NAMING_ONE if field in facts]
    return tuple(dict.fromkeys([*one, *facts.get("people", ())]))


def locked(
    act: Act, content: bytes | Mapping[str, bytes], storage: Storage, randomness: Callable[[int], bytes]
) -> bytes:
    """Lock what an act seals with the keys of the people it is about, drawing one for whoever has none yet.

    Bytes are about everybody the act names, as one part; of an act that names nobody they stay as they are. Raises
    `Refused` for a part about somebody the act doesn't name, or who is erased.
    """
    named = people_named(act)
    if isinstance(content, bytes) and not named:
        return content
    parts = [Part(named, content)] if isinstance(content, bytes) else [Part((p,), c) for p, c in content.items()]
    about = sorted({person for part in parts for person in part.people})
    strangers = set(about) - set(named)
    if strangers:
        raise Refused(said("rounds.not_named", people=tuple(sorted(strangers))))
    return lock(parts, _keys(about, storage, randomness), randomness)


def unlocked(content: bytes, keys: Mapping[str, frozenset[bytes]]) -> bytes:
    """Return what was sealed as one part. Raises `Erased`, or `CannotUnseal` where it isn't one part."""
    if not is_locked(content):
        return content
    parts = list(locked_parts(content))
    if len(parts) != 1:
        raise CannotUnseal("rounds.in_several_parts")
    return parts[0].open(keys)


def unlocked_each(content: bytes, keys: Mapping[str, frozenset[bytes]]) -> dict[tuple[str, ...], bytes | None]:
    """Return what was sealed, by the people each part is about; None where one of them is erased."""
    if not is_locked(content):
        return {(): content}
    found: dict[tuple[str, ...], bytes | None] = {}
    for part in locked_parts(content):
        try:
            found[tuple(part.people)] = part.open(keys)
        except Erased:
            found[tuple(part.people)] = None
    return found


def _keys(people: list[str], storage: Storage, randomness: Callable[[int], bytes]) -> dict[str, bytes]:
    """A key of each of these people, kept in the storage. Raises `Refused` for who is erased."""
    known = storage.keys()
    erased = [person for person in people if known.get(person) == frozenset()]
    if erased:
        raise Refused(said("rounds.erased_here", people=tuple(erased)))
    new = {person: randomness(KEY_BYTES) for person in people if person not in known}
    if new:
        storage.add_keys({person: [key] for person, key in new.items()})
    return {person: min(known[person]) for person in people if person in known} | new
