"""`wayhome round judge` and `wayhome round verdicts`: verdicts from a file into the journal, and back into a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from wayhome import tracing
from wayhome.agreement import MatchJudged, MatchVerdict
from wayhome.cli.acts import say, sign_as_keeper
from wayhome.cli.errors import Failure
from wayhome.cli.files import FILE, columns_option, read_judgements, writing
from wayhome.cli.journals import JOURNAL, expect_seat, only_round, open_table
from wayhome.cli.key_files import key_from
from wayhome.cli.parties import PartyList, lists_of, party_lists
from wayhome.cli.salts import read_salts
from wayhome.journal import Entry, JournalRefusal, SigningKey, canonical
from wayhome.people import SaltErased, Salts, reference, sought_reference
from wayhome.rounds import Draft, Round, Table, sealed_judgement, verdict_act
from wayhome.tracing import Judgement, Match, Verdict

_SEAT = click.option("--as", "seat", required=True, metavar="SEAT", help="Whose verdicts, or who reads them.")
_KEY = click.option("--key", "key_file", required=True, type=FILE, help="That seat's private key.")
_SALT = click.option("--salt", required=True, type=FILE, help="The round's secret file, as for its references.")
_ROUND = click.option("--round", "round_name", default="", help="Which round, where the journal holds several.")
_LISTS = click.argument("lists", nargs=-1, required=True, metavar="PARTY[:held|:sought]=LIST...")


@click.command()
@JOURNAL
@click.argument("matches", type=FILE)
@_LISTS
@_SEAT
@_KEY
@_SALT
@_ROUND
@click.option("--seal-to", "others", multiple=True, metavar="SEAT", help="Who else may read by whom and why. Repeat.")
@click.option("--confirm", is_flag=True, help="Say also what another seat has said already.")
@click.option("--dry-run", is_flag=True, help="Show what would be said, and say nothing.")
@columns_option
def judge(
    journal: Path,
    matches: Path,
    lists: tuple[str, ...],
    seat: str,
    key_file: Path,
    salt: Path,
    round_name: str,
    others: tuple[str, ...],
    confirm: bool,
    dry_run: bool,
    columns: tuple[str, ...],
) -> None:
    """State the verdicts that people wrote into MATCHES, each as an act, and show them.

    What the seat has said already isn't said again, nor, without --confirm, what another seat has. By which officer, on
    what day and why is sealed to the seat itself, and to those named with --seal-to. All are said, or none.
    """
    table = open_table(journal)
    name = only_round(table, round_name)
    round_ = table.state[name]
    for each in (seat, *others):
        expect_seat(round_, each)
    key = key_from(key_file)
    secret, known = read_salts(salt), party_lists(round_.agreement.parties, lists, columns)
    found = _Sorting(round_, seat, known, secret, confirm)
    told = found.sort(read_judgements([matches]))
    for match, _ in told:
        click.echo(f"{match.sought_id}, {match.held_id}: {match.verdict}")
    for match, why in found.left_out:
        click.echo(f"left out: {match.sought_id}, {match.held_id}: {match.verdict}: {why}", err=True)
    if told and not dry_run:
        now = datetime.now(UTC).replace(microsecond=0)
        to = tuple(dict.fromkeys((seat, *others)))
        drafts = [Draft(name, seat, key, now, act, sealed_judgement(match.judgement), to) for match, act in told]
        say(table, *drafts, known_as=_ids(known, secret))
        sign_as_keeper(table, key)
    word = "would be said" if dry_run else "said"
    click.echo(f"{len(told)} verdicts {word} by {seat}; {found.repeated} already were, {len(found.left_out)} left out")


@click.command()
@JOURNAL
@_LISTS
@_SEAT
@_KEY
@_SALT
@_ROUND
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("verdicts.csv"), show_default=True)
@columns_option
def verdicts(
    journal: Path,
    lists: tuple[str, ...],
    seat: str,
    key_file: Path,
    salt: Path,
    round_name: str,
    out: Path,
    columns: tuple[str, ...],
) -> None:
    """Write the standing verdicts of every seat as a file for `wayhome trace --verdicts`.

    Where two seats differ the pair is unsure, and the reason says who said what. By which officer and why stands there
    as far as it was sealed to this seat; elsewhere stands the seat's name.
    """
    table = open_table(journal)
    name = only_round(table, round_name)
    round_ = table.state[name]
    expect_seat(round_, seat)
    key = key_from(key_file)
    if str(key.public) != round_.agreement.seats[seat].key:
        raise Failure(f"{key_file} is not the key {seat} took its seat with")
    ids = _ids(party_lists(round_.agreement.parties, lists, columns), read_salts(salt))
    read, unknown = [], 0
    for people, said in _standing(table, name).items():
        if all(person in ids for person in people):
            read.append(_match((ids[people[0]], ids[people[1]]), said, table, seat, key))
        else:
            unknown += 1
    with writing(out) as partial:
        tracing.write_matches(partial, read)
    counts = Counter(match.verdict for match in read)
    click.echo(f"{out}: {', '.join(f'{counts[verdict]} {verdict}' for verdict in Verdict if verdict.is_human)}")
    if unknown:
        click.echo(f"  {unknown} more are of people on none of these lists, or of a round with another salt")


@dataclass
class _Sorting:
    """Which verdicts of a file a seat has still to say."""

    round_: Round
    seat: str
    lists: Sequence[PartyList]
    salt: Salts
    confirm: bool
    repeated: int = 0
    """How many it has said already."""
    left_out: list[tuple[Match, str]] = field(default_factory=list)
    """Those that aren't its to say, and why."""

    def sort(self, matches: Iterable[Match]) -> list[tuple[Match, MatchJudged]]:
        """Those to be said with their acts, each "same" last: it may be refused until another is taken back."""
        told = []
        for match in matches:
            try:
                held, sought = lists_of(match, self.lists)
                act = verdict_act(match, held.party, sought.party, self.salt)
            except (Failure, SaltErased) as error:
                self.left_out.append((match, str(error)))
                continue
            if self._standing(act).get(self.seat) is act.verdict:
                self.repeated += 1
            elif why := self._left_out(match, act):
                self.left_out.append((match, why))
            else:
                told.append((match, act))
        return sorted(told, key=lambda each: (each[1].verdict is MatchVerdict.SAME, each[0].pair))

    def _left_out(self, match: Match, act: MatchJudged) -> str:
        """Why this isn't the seat's to say; "" where it is."""
        agreement, standing = self.round_.agreement, self._standing(act)
        if self.seat not in (act.holder, act.home, agreement.facilitator):
            return f"it is for {act.home}, {act.holder} or {agreement.facilitator} to say"
        others = [seat for seat, verdict in standing.items() if verdict is act.verdict]
        if others and not self.confirm:
            return f"{', '.join(others)} said so; to say it too: --confirm"
        if match.judgement and match.judgement.by == _all(standing):
            return "the seats differ, and nobody said this; write who is unsure into judged_by to say it"
        return ""

    def _standing(self, act: MatchJudged) -> Mapping[str, MatchVerdict]:
        known = self.round_.agreement.judged.get(act.person_sought, {}).get(act.person_held)
        return known.verdicts if known else {}


def _all(seats: Iterable[str]) -> str:
    """Who is said to have judged where seats differ: all of them together, so that nobody's name is written over it."""
    return " and ".join(sorted(seats))


def _people(act: MatchJudged) -> tuple[str, str]:
    return act.person_sought, act.person_held


_Said = Mapping[str, tuple[MatchVerdict, Entry]]
"""The standing verdicts on one pair: seat → what it said, and where."""


def _standing(table: Table, name: str) -> Mapping[tuple[str, str], _Said]:
    """The standing verdicts of a round by references, sought and held."""
    said: dict[tuple[str, str], dict[str, tuple[MatchVerdict, Entry]]] = {}
    for statement, placed in zip(table.statements, table.journal.entries(), strict=True):
        act = statement.act
        if statement.round == name and isinstance(act, MatchJudged):
            said.setdefault(_people(act), {})[statement.author] = (act.verdict, placed.entry)
    return said


def _ids(lists: Sequence[PartyList], salt: Salts) -> dict[str, str]:
    """Reference → id of everybody on these lists, as a person held, sought or (where the list doesn't say) either."""
    return dict(pair for each in lists for pair in _references(each, salt))


def _references(people: PartyList, salt: Salts) -> Iterator[tuple[str, str]]:
    for id_ in people.people:
        with suppress(SaltErased):
            if people.role != "sought":
                yield reference(salt, people.party, id_), id_
        with suppress(SaltErased):
            if people.role != "held":
                yield sought_reference(salt, people.party, id_), id_


def _match(pair: tuple[str, str], said: _Said, table: Table, seat: str, key: SigningKey) -> Match:
    """One row: the verdict all agree on, with what is known of it, this seat's own first."""
    words = {author: verdict.value for author, (verdict, _) in said.items()}
    last = max(entry.time for _, entry in said.values()).date()
    if len(set(words.values())) > 1:
        why = "the seats differ: " + ", ".join(f"{author} says {word}" for author, word in sorted(words.items()))
        return Match(*pair, 0.0, Verdict.UNSURE, (), Judgement(_all(said), last, why))
    author = seat if seat in said else min(said)
    verdict, entry = said[author]
    known = _opened(table, entry, seat, key)
    judgement = Judgement(known.by or author, known.on or entry.time.date(), known.why)
    return Match(*pair, 0.0, Verdict(verdict.value), (), judgement)


def _opened(table: Table, entry: Entry, seat: str, key: SigningKey) -> Judgement:
    """By whom, when and why, as far as it is here, sealed to this seat and written as `sealed` does."""
    try:
        content = table.open(entry, seat, key)
        return msgspec.convert(canonical.decode(content), Judgement) if content is not None else Judgement()
    except (JournalRefusal, msgspec.ValidationError, ValueError):
        about = f"{entry.author}, {entry.sequence}"
        click.echo(f"who judged and why can't be read in the sealed part of act {about}", err=True)
        return Judgement()
