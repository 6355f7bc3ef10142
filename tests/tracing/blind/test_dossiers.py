"""Dossiers: each party sees for itself who matched, and what it reads is of the person who did."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tracing.blind.playing import CANARIES, CONTEXT, Party, Played, randomness

from wayhome.people import PartialDate, Particulars
from wayhome.tracing.blind import (
    USUAL,
    BadFile,
    Dossier,
    Line,
    MaskingKey,
    NotProven,
    check_raised,
    distinct_tokens,
    dossier_of,
    own_matches,
    people_behind,
    read_dossier,
)

SOUGHT, HELD = range(0, 90), range(60, 140)
PERSON = Particulars(
    "LS-1",
    surname="Їжак",
    given_names="Пелагея",
    patronymic="Іванівна",
    birth_date=PartialDate(1988, 1, 30),
    service_number="АБ-104233",
    facility="Camp 4",
    unit="3rd Company",
)


@pytest.fixture(scope="module")
def played() -> Played:
    return Played(Party("Lysoria", SOUGHT, 120, 1), Party("Torvenia", HELD, 100, 2))


def lines_of(person: Particulars) -> tuple[Line, ...]:
    return tuple(Line(token.kind, token.parts, id_) for token, id_ in distinct_tokens([person]).items())


def test_both_parties_find_by_themselves_what_the_facilitator_finds_and_name_it_alike(played: Played) -> None:
    of_seeker = own_matches(played.of_seeker, played.of_holder)
    of_holder = own_matches(played.of_holder, played.of_seeker)
    assert tuple(of_seeker) == played.found()[0]
    assert tuple(sorted(of_holder)) == played.found()[1]
    assert set(of_seeker.values()) == set(of_holder.values())
    assert len(set(of_seeker.values())) == 30 + CANARIES
    seekers = {name: played.seeker.kept.lines[line].parts for line, name in of_seeker.items()}
    assert seekers == {name: played.holder.kept.lines[line].parts for line, name in of_holder.items()}


def test_one_match_dropped_or_invented_by_the_facilitator_shows_where_canaries_show_nothing(played: Played) -> None:
    """It drops a single person: every canary matches, and the party's own machine finds the person all the same."""
    for_seeker, _ = played.found()
    dropped = next(line for line in for_seeker if played.seeker.kept.lines[line].person)
    told = tuple(line for line in for_seeker if line != dropped)
    assert people_behind(played.seeker.kept.lines, told).sound
    assert set(own_matches(played.of_seeker, played.of_holder)) - set(told) == {dropped}
    unmatched = next(line for line in range(120) if line not in for_seeker)
    assert unmatched not in own_matches(played.of_seeker, played.of_holder)


def test_a_match_invented_with_the_other_party_needs_a_proof_it_cannot_give(played: Played) -> None:
    """To draw a dossier of somebody on one list only, the other raises a line to an element of its own choosing."""
    invented = played.of_holder.lines[:32]
    line = next(line for line in range(120) if line not in own_matches(played.of_seeker, played.of_holder))
    lines = bytearray(played.of_seeker.lines)
    lines[line * 32 : line * 32 + 32] = invented
    lying = replace(played.of_seeker, lines=bytes(lines))
    assert line in own_matches(lying, played.of_holder)
    with pytest.raises(NotProven):
        list(check_raised(played.seeker.masked, lying))


def test_matches_have_other_names_in_another_tracing(played: Played) -> None:
    later = replace(CONTEXT, tracing="winter")
    again = Played(Party("Lysoria", SOUGHT, 120, 1, later), Party("Torvenia", HELD, 100, 2, later))
    names = set(own_matches(played.of_seeker, played.of_holder).values())
    assert names.isdisjoint(own_matches(again.of_seeker, again.of_holder).values())
    stranger = MaskingKey.fresh(randomness(8)).raise_(played.seeker.masked.lines, randomness(9))[0]
    assert not own_matches(replace(played.of_seeker, lines=stranger), played.of_holder)


def test_a_dossier_shows_who_somebody_is_and_not_where_they_are() -> None:
    dossier = read_dossier(bytes(dossier_of(CONTEXT, "Lysoria", "REF", ("ab" * 32,), PERSON)))
    assert dossier.stated["surname"] == "Їжак"
    assert dossier.stated["birth_date"] == "1988-01-30"
    assert "Camp 4" not in bytes(dossier).decode()
    assert "Їжак" not in repr(dossier)
    assert dossier == dossier_of(CONTEXT, "Lysoria", "REF", ("ab" * 32,), PERSON)


def test_a_dossier_gives_the_tokens_of_its_own_person_and_of_nobody_else() -> None:
    lines = lines_of(PERSON)
    dossier = dossier_of(CONTEXT, "Lysoria", "REF", (), PERSON)
    assert len(dossier.proven_by(lines, USUAL)) == len(lines) == 5
    other_spelling = replace(PERSON, surname="Ежак", given_names="Pelageya", patronymic="Ивановна")
    assert dossier_of(CONTEXT, "Torvenia", "REF", (), other_spelling).proven_by(lines, USUAL)
    somebody = replace(PERSON, surname="Гай", birth_date=PartialDate(1970, 12, 1), service_number="ВГ-204411")
    assert dossier_of(CONTEXT, "Torvenia", "REF", (), somebody).proven_by(lines, USUAL) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff",
        bytes(dossier_of(CONTEXT, "Lysoria", "REF", (), PERSON)) + b"\n",
        bytes(dossier_of(CONTEXT, "Lysoria", "REF", (), PERSON)).replace(b"dossier/1", b"dossier/2"),
        bytes(dossier_of(CONTEXT, "Lysoria", "REF", (), PERSON)).replace(b"1988-01-30", b"1988-02-30"),
        bytes(dossier_of(CONTEXT, "Lysoria", "REF", (), PERSON)).replace(b"patronymic", b"facility_"),
        bytes(Dossier(CONTEXT, "Lysoria", "REF", (), {"surname": "x" * 1001})),
        bytes(Dossier(CONTEXT, "Lysoria", "REF", (), {"surname": "Гай\u200b"})),
        bytes(Dossier(CONTEXT, "Lysoria", "REF", (), {"surname": " Гай"})),
    ],
)
def test_what_is_no_dossier_is_refused(data: bytes) -> None:
    with pytest.raises(BadFile):
        read_dossier(data)
