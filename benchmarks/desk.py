"""The register of the desk with a million people, on SQLite and on PostgreSQL, and fifty people at work at once.

`./run bench desk [--quick]` (`--quick`: twenty thousand people, and ten at work). Pages are asked for through Django's
test client, middleware, session and template included; the peer is the same table asked the usual way (icontains,
OFFSET and COUNT) through the same ORM. Fifty people work against uvicorn over HTTP. It needs PostgreSQL's programs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))
PEOPLE, QUICK = 1_000_000, 20_000
ASKED, ASKED_QUICK = 60, 15
Line = tuple[str, ...]


def main() -> None:
    """Measure on both databases, each in a process of its own, and print the tables."""
    quick = "--quick" in sys.argv
    from kit.postgresql import server

    with TemporaryDirectory(prefix="wayhome-bench-") as folder, server() as running:
        path = Path(folder) / "held.csv"
        write_people(path, QUICK if quick else PEOPLE)
        found, at_work = [], []
        for database in ("SQLite", "PostgreSQL"):
            home, work = Path(folder) / database, Path(folder) / f"{database} at work"
            desk, office = (
                url_of(running.new_database(name)) if database == "PostgreSQL" else "" for name in ("desk", "office")
            )
            found.append((database, measured_apart(home, desk, path, quick)))
            at_work.append((database, working_apart(work, office, 10 if quick else 50)))
    print_table("Import", ["step", *(name for name, _ in found)], found, "import")
    print_table("Pages, ms p50/p95 (CPU ms)", ["page", *(name for name, _ in found)], found, "page")
    print("\n## At work at once")
    for database, told in at_work:
        print(f"\n{database}: {told}")


def write_people(path: Path, size: int) -> None:
    """An invented party's list of so many people held."""
    from wayhome.fiction import pair_of_lists
    from wayhome.people import write_list

    write_list(path, pair_of_lists(7, size).held)


def url_of(conninfo: str) -> str:
    """What DATABASE_URL says of a database that libpq is told of as ``conninfo``."""
    parts = dict(part.split("=") for part in conninfo.split())
    return f"postgresql://{parts['user']}@{parts['host'].replace('/', '%2F')}/{parts['dbname']}"


def measured_apart(home: Path, url: str, path: Path, quick: bool) -> list[Line]:
    """The rows of one database, measured in a process of its own."""
    environment = {**on_database(url), "WAYHOME_DESK": str(home), "WAYHOME_ADDRESS": "http://testserver"}
    asked = str(ASKED_QUICK if quick else ASKED)
    command = [sys.executable, __file__, "measure", str(path), asked]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [tuple(line.split("\t")) for line in done.stdout.splitlines() if "\t" in line]


def on_database(url: str) -> dict[str, str]:
    """What a process is told of the database to use, "" for SQLite."""
    return {**os.environ, **({"DATABASE_URL": url} if url else {})}


def working_apart(home: Path, url: str, people: int) -> str:
    """What so many people at once did, told by a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / "desk_at_work.py"), str(home), str(people)],
        env=on_database(url), check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def print_table(title: str, heads: list[str], found: list[tuple[str, list[Line]]], kind: str) -> None:
    """A table with a column for each database."""
    print(f"\n## {title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    columns = [{line[1]: line[2] for line in lines if line[0] == kind} for _, lines in found]
    for name in columns[0]:
        print(f"| {name} | {' | '.join(column.get(name, '') for column in columns)} |")


# In a process of its own, one database each


@contextmanager
def timed(name: str, people: int) -> Iterator[None]:
    """Print how long a step of the import took, and the most memory the process has held."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = int(Path("/proc/self/status").read_text("ascii").partition("VmHWM:")[2].split()[0]) // 1024
    say("import", name, f"{people / wall:,.0f} rows/s, {wall:.1f} s, CPU {cpu:.1f} s, peak {peak:,} MB")


def say(*cells: str) -> None:
    """A line for the table."""
    print("\t".join(cells), flush=True)


def measure(path: Path, asked: int) -> None:
    """Take the list in, and ask for its pages."""
    from wayhome.desk.home import home

    home().make()
    os.environ["DJANGO_SETTINGS_MODULE"] = "wayhome.desk.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from wayhome.desk.clock import now
    from wayhome.desk.compartments.kept import within
    from wayhome.desk.register.models import List, Version
    from wayhome.desk.register.reading import read
    from wayhome.desk.register.taking import take_in
    from wayhome.desk.seats.models import Delegation, Duty, Member

    delegation = Delegation.objects.create(name="Lysoria", role=Delegation.Role.PARTY)
    member = Member.objects.create("officer", "Vira Dolynna", delegation, Duty.LIST_OFFICER)
    settings.HOME.uploads.mkdir()
    (settings.HOME.uploads / "list.csv").hardlink_to(path)
    with within(delegation):
        roll = List.objects.create(delegation=delegation, kind="held")
        version = Version(on=roll, member=member, at=now(), file="list.csv", upload="list.csv")
        version.save()
        started = time.perf_counter()
        with timed("read, for its preview", rows_in(path)):
            read(version, unwatched, now().date())
        with timed("taken in", version.people):
            take_in(version, unwatched, now())
        wall = time.perf_counter() - started
        say("import", "both", f"{version.people / wall:,.0f} rows/s, {wall:.1f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # what the server does by itself in the minutes after
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
    with within(delegation):
        roll.refresh_from_db()
        ask(member, roll, asked)


def rows_in(path: Path) -> int:
    """The people of a file, by its lines."""
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def unwatched(done: int, of: int = 0, says: str = "") -> None:
    """Nobody watches."""


def ask(member: object, roll: object, asked: int) -> None:
    """Ask for each kind of page so many times, each time for another name."""
    from random import Random

    from django.test import Client

    from wayhome.desk.register.models import Counted, Person

    give_second_factor(member)
    client = Client()
    client.force_login(member, backend="wayhome.desk.seats.backend.ByPassword")  # type: ignore[arg-type]
    address = f"/register/{roll.pk}/"  # type: ignore[attr-defined]
    chance = Random(7)
    first = Person.objects.filter(on=roll).order_by("pk").values_list("pk", flat=True)[0]
    places = [first + place * rows(roll) // (asked + 1) for place in range(1, asked + 1)]
    deep = list(Person.objects.filter(pk__in=places))
    chance.shuffle(deep)
    surnames = [spelled(row) for row in deep]

    def look(words: str, how: str) -> None:
        client.post(address, {"words": words, "how": how})

    def page(query: str = "") -> None:
        answer = client.get(address + query)
        assert answer.status_code == 200
        assert b"<tbody>" in answer.content or b'class="note"' in answer.content

    look("", "begins")
    page()
    started = time.perf_counter()
    look("Мельник", "sounds")
    page()
    say("page", "once after each version: surnames read", f"{1000 * (time.perf_counter() - started):.0f}")
    look("", "begins")
    report("first page", [(nothing, page)] * asked)
    report("deep page, by keyset", [(nothing, lambda row=row: page(f"?after={row.pk}")) for row in deep])
    for name, how, words in (
        ("three letters", "begins", [each[:3] for each in surnames]),
        ("whole surname", "begins", surnames),
        ("sounds like", "sounds", surnames),
        ("a letter wrong", "letter", [garbled(each, chance) for each in surnames]),
    ):
        report(name, [(lambda each=each, how=how: look(each, how), page) for each in words])
    report("words sent, and its page", [(nothing, lambda e=e: (look(e, "begins"), page())) for e in surnames])
    usual(roll, surnames, asked)
    say("page", "distinct surnames", f"{Counted.objects.filter(on=roll, what='surname').count():,}")


def usual(roll: object, surnames: list[str], asked: int) -> None:
    """The peer: the same rows, the usual way, query alone without a page around it."""
    from wayhome.desk.register.models import STANDING, Person

    people = Person.objects.filter(on=roll, last=STANDING).order_by("surname_key", "given_key", "pk")
    some = surnames[: max(5, asked // 6)]
    middle = rows(roll) // 2

    def search(surname: str) -> None:
        found = people.filter(content__icontains=surname)
        found.count()
        list(found[:50])

    report("the usual way: icontains and COUNT", [(nothing, lambda e=e: search(e)) for e in some])
    report(
        "the usual way: OFFSET and COUNT", [(nothing, lambda: (people.count(), list(people[middle : middle + 50])))] * 5
    )


def rows(roll: object) -> int:
    """How many people the version in force has."""
    from wayhome.desk.register.models import Version

    people: int = Version.objects.get(on=roll, number=1).people
    return people


def spelled(person: object) -> str:
    """A surname as the list writes it."""
    return person.columns.get("surname", "") or "Мельник"  # type: ignore[attr-defined, no-any-return]


def garbled(word: str, chance: object) -> str:
    """A word with a letter missing."""
    place = chance.randrange(1, max(2, len(word)))  # type: ignore[attr-defined]
    return word[:place] + word[place + 1 :]


def nothing() -> None:
    """Nothing has to be prepared."""


def report(name: str, steps: list[tuple[Callable[[], object], Callable[[], object]]]) -> None:
    """Do each step, prepared unmeasured, and print its p50 and p95 by the clock, and the CPU of this process."""
    walls, cpus = [], 0.0
    for prepare, step in steps:
        prepare()
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus += time.process_time() - cpu
    at = quantiles(walls, n=20)
    say("page", name, f"{at[9]:.1f} / {at[18]:.1f} ({1000 * cpus / len(walls):.1f})")


def give_second_factor(member: object) -> None:
    """The member has an authenticator app, without which nobody gets in."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(
        user=member, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
