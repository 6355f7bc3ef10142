"""Blind tracing beside OpenMined's PSI and the limit that libsodium sets: elements a CPU second, a whole round, recall.

    ./run bench blind [--quick] [--seed N]

*Limit* is a loop in C over libsodium's scalar multiplication, on one core in the same run (without a C compiler a loop
of bare calls from Python, said so). To mask is to hash a token into the group and multiply it, to raise is to multiply.
OpenMined's PSI proves nothing: beside it stand our steps without proofs. The whole round is 100,000 people sought and
10,000 held with four lines each, every step and every proof on this one machine, one after the other; between three
parties each does a part of it. The dictionary holds everybody there could be: whom does the facilitator recover from
what it sees, alone or with the holder and its key? Recall is that of plain tracing's truth, on the same lists.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from wayhome import fiction
from wayhome.fiction.registers import SOLDIERS_ONLY, registers
from wayhome.tracing import Verdict, trace
from wayhome.tracing.blind import (
    ELEMENT_BYTES,
    USUAL,
    WEAK,
    Context,
    Line,
    Masked,
    MaskingKey,
    Raised,
    TokenKind,
    blocks_of,
    check_raised,
    compare,
    distinct_tokens,
    element_blocks,
    in_masked_order,
    lines_to_mask,
    on_all_cores,
    people_behind,
)
from wayhome.tracing.blind.masking import elements_of
from wayhome.tracing.blind.proof import proves
from wayhome.tracing.blind.ristretto import multiply_each

PEERS = Path(__file__).parent / "peers"
CONTEXT = Context("bench.example/1", "bench", "bench", "ab" * 32)
CANARIES = 60
SEED = 2031
STRONG = tuple(kind for kind in USUAL if kind not in WEAK)
_PATIENCE = 1_800
"""Seconds a peer may take."""


def main() -> None:
    """Measure and print the tables, that of the whole round last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2,000 sought and 1,000 held, a dictionary of 20,000")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--ours", nargs=4, type=int, metavar=("SEED", "SOUGHT", "HELD", "WORDS"), help=argparse.SUPPRESS
    )
    options = parser.parse_args()
    if options.ours:
        print(json.dumps(whole_round(*options.ours)))
        return
    print("\n".join(tables(options.quick, options.seed)))


def tables(quick: bool, seed: int = SEED) -> list[str]:
    """Every table, line by line, that of the whole round last."""
    size = (2_000, 1_000, 20_000) if quick else (100_000, 10_000, 1_000_000)
    steps = table_of_steps(4 * 4096 if quick else 16 * 4096)
    round_ = table_of_round(seed, *size)
    recall = table_of_recall([2_000] if quick else [10_000])
    return [*steps, "", *recall, "", *round_]


def table_of_steps(count: int) -> list[str]:
    """Elements a CPU second: the limit, ours and OpenMined's."""
    limit, by = the_limit(count)
    theirs = run(peer("openmined-psi", "openmined_psi.py", str(count // 4)))
    ours = our_steps(count)
    both = limit["hash"] + 2 * limit["multiply"]
    rows = [
        (f"libsodium's multiplication, {by}", limit["multiply"], limit["multiply"], "raise"),
        ("wayhome: mask", ours["mask"], limit["hash"] + limit["multiply"], "mask"),
        ("wayhome: raise, without proof", ours["raise"], limit["multiply"], "raise"),
        ("wayhome: mask and raise, without proof", ours["mask"] + ours["raise"], both, "both"),
        ("wayhome: raise and prove", ours["prove"], limit["multiply"], "raise"),
        ("wayhome: check a proof (the facilitator)", ours["check"], limit["multiply"], ""),
    ]
    if isinstance(theirs, dict):
        theirs["both"] = theirs["mask"] + theirs["raise"]
        rows += [(f"openmined-psi: {step}", theirs[step], 0.0, "") for step in ("mask", "raise", "both")]
    lines = [
        f"{'':<46}{'elements/CPU s':>16}{'of one multiplication':>23}{'of the same calls in C':>24}{'× openmined':>13}"
    ]
    for name, micros, same, step in rows:
        beside = f"{theirs[step] / micros:>13.2f}" if isinstance(theirs, dict) and step else ""
        of_same = f"{same / micros:>24.2f}" if same else f"{'':>24}"
        lines.append(f"{name:<46}{1e6 / micros:>16,.0f}{limit['multiply'] / micros:>23.2f}{of_same}{beside}")
    if isinstance(theirs, str):
        lines.append(f"openmined-psi: {theirs}")
    return lines


def the_limit(count: int) -> tuple[dict[str, float], str]:
    """Microseconds of libsodium's own calls, and how they were called."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        program = Path(folder) / "limit"
        source = str(PEERS / "sodium_limit.c")
        command = [compiler or "cc", "-O2", source, "-o", str(program), "-l:libsodium.so.23"]
        if compiler and subprocess.run(command, capture_output=True).returncode == 0:
            return json.loads(
                subprocess.run([program, str(count)], capture_output=True, check=True).stdout
            ), "a loop in C"
    return bare_calls(count), "bare calls from Python (no C compiler here)"


def bare_calls(count: int) -> dict[str, float]:
    sodium = ctypes.CDLL("libsodium.so.23")
    sodium.sodium_init()
    uniform, element, out, key = os.urandom(64), bytes(32), ctypes.create_string_buffer(32), b"\x07" + bytes(31)
    made = ctypes.create_string_buffer(element, 32)

    def micros(call: Callable[[], object]) -> float:
        start = time.process_time()
        for _ in range(count):
            call()
        return 1e6 * (time.process_time() - start) / count

    return {
        "hash": micros(lambda: sodium.crypto_core_ristretto255_from_hash(made, uniform)),
        "multiply": micros(lambda: sodium.crypto_scalarmult_ristretto255(out, key, made)),
    }


def our_steps(count: int) -> dict[str, float]:
    """CPU microseconds an element of our steps."""
    key, other = (MaskingKey.fresh(os.urandom) for _ in range(2))
    lines = [Line("surname_and_birth", (f"skeleton{number}", "1991-03-07")) for number in range(count)]
    masked, mask = spent(lambda: on_all_cores(lambda block: key.mask(CONTEXT, block), blocks_of(lines)))
    blocks = element_blocks(b"".join(masked))
    _, raise_ = spent(lambda: on_all_cores(lambda block: multiply_each(other.scalar, block), blocks))
    raised, prove = spent(lambda: on_all_cores(lambda block: other.raise_(block, os.urandom), blocks))
    pairs = [(before, *after) for before, after in zip(blocks, raised, strict=True)]
    proven, check = spent(lambda: on_all_cores(lambda pair: proves(other.public, *pair), pairs))
    assert all(proven)
    return {
        name: 1e6 * cpu / count
        for name, cpu in zip(("mask", "raise", "prove", "check"), (mask, raise_, prove, check), strict=True)
    }


def spent(work: Callable[[], object]) -> tuple[list, float]:
    """What the work gives, and the CPU seconds it took."""
    start = time.process_time()
    found = list(work())
    return found, time.process_time() - start


@dataclass
class Stopwatch:
    """Wall and CPU seconds by step."""

    rows: list[tuple[str, float, float]]

    def __call__(self, name: str, work: Callable[[], object]) -> object:
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        self.rows.append((name, time.perf_counter() - wall, time.process_time() - cpu))
        return result


def whole_round(seed: int, sought: int, held: int, words: int) -> dict[str, object]:
    """One round with every step and proof: seconds by step, memory, bytes, and what a dictionary recovers."""
    people = registers(seed, held=held, sought=sought, scenario=SOLDIERS_ONLY)
    before = peak_megabytes()
    watch = Stopwatch([])
    secret = os.urandom(32)
    sides = {"sought": people.lysoria_sought, "held": people.torvenia_held}
    count = {name: 4 * len(rows) for name, rows in sides.items()}
    keys = {name: MaskingKey.fresh(os.urandom) for name in sides}
    tokens = watch(
        "tokens of both lists", lambda: {name: distinct_tokens(rows, STRONG) for name, rows in sides.items()}
    )
    lines, masked, raised = {}, {}, {}
    for name in sides:
        wanted = lines_to_mask(tokens[name], count[name], CANARIES, secret, os.urandom)
        masked[name], lines[name] = watch(
            f"mask {count[name]:,} lines of those {name}", lambda n=name, w=wanted: mask(keys[n], w)
        )
    for name, by in (("sought", "held"), ("held", "sought")):
        what = f"raise and prove those {name}"
        raised[name] = watch(what, lambda n=name, b=by: raise_(keys[b], masked[n]))
    for name in sides:
        watch(f"check the proofs of those {name}", lambda n=name: list(check_raised(masked[n], raised[n])))
    for_sought, for_held = watch("compare", lambda: compare(raised["sought"], raised["held"]))
    found = people_behind(lines["sought"], for_sought)
    assert found.sound
    assert people_behind(lines["held"], for_held).sound
    peak = peak_megabytes()
    files = [*masked.values(), *raised.values()]
    return {
        "steps": watch.rows,
        "mb": peak,
        "lists": before,
        "lines": sum(count.values()),
        "bytes": sum(len(bytes(file)) for file in files),
        "candidates": len(found.candidates),
        "recovered": recovered(words, keys["held"], tokens, [file.lines for file in files]),
    }


def peak_megabytes() -> float:
    """The most memory this process has held, in MB. Not ru_maxrss, which is inherited from whoever started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def mask(key: MaskingKey, lines: Sequence[Line]) -> tuple[Masked, tuple[Line, ...]]:
    elements = b"".join(on_all_cores(lambda block: key.mask(CONTEXT, block), blocks_of(lines)))
    ordered, lines = in_masked_order(tuple(lines), elements)
    return Masked(CONTEXT, "party", key.public, ordered), lines


def raise_(key: MaskingKey, masked: Masked) -> Raised:
    parts = list(on_all_cores(lambda block: key.raise_(block, os.urandom), element_blocks(masked.lines)))
    lines, proofs = (b"".join(each) for each in zip(*parts, strict=True))
    return Raised(CONTEXT, "other", key.public, masked.digest, lines, proofs)


def recovered(words: int, key: MaskingKey, tokens: dict, seen: Sequence[bytes]) -> tuple[int, int]:
    """How many of those sought a dictionary of so many tokens, all of theirs among them, names from what is seen.

    By the facilitator alone; and with the holder's key, of those that aren't on the holder's own list.
    """
    of_sought = list(tokens["sought"])[: words // 2]
    draw = Random(7)
    invented = [
        Line("surname_and_birth", (f"{draw.getrandbits(40):x}", "1991-03-07")) for _ in range(words - len(of_sought))
    ]
    dictionary = [*(Line(token.kind, token.parts) for token in of_sought), *invented]
    elements = {lines[at : at + ELEMENT_BYTES] for lines in seen for at in range(0, len(lines), ELEMENT_BYTES)}
    alone = together = 0

    def try_(block: Sequence[Line]) -> tuple[list[bool], list[bool]]:
        hashed = elements_of(CONTEXT, block)
        raised = multiply_each(key.scalar, hashed)
        return tuple(
            [data[at : at + ELEMENT_BYTES] in elements for at in range(0, len(data), ELEMENT_BYTES)]
            for data in (hashed, raised)
        )

    on_held = {bytes(Line(token.kind, token.parts)) for token in tokens["held"]}
    blocks = blocks_of(dictionary)
    for block, (by_one, by_two) in zip(blocks, on_all_cores(try_, blocks), strict=True):
        alone += sum(by_one)
        together += sum(hit and bytes(line) not in on_held for line, hit in zip(block, by_two, strict=True))
    return alone, together


def table_of_round(seed: int, sought: int, held: int, words: int) -> list[str]:
    figures = run([sys.executable, __file__, "--ours", *map(str, (seed, sought, held, words))])
    if isinstance(figures, str):
        return [f"whole round: {figures}"]
    lines = [f"{f'{sought:,} sought, {held:,} held, four lines each':<46}{'wall s':>10}{'CPU s':>10}"]
    rows = [*figures["steps"], ("all steps", *(sum(row[at] for row in figures["steps"]) for at in (1, 2)))]
    lines += [f"{name:<46}{wall:>10.1f}{cpu:>10.1f}" for name, wall, cpu in rows]
    alone, together = figures["recovered"]
    per_line, mb, lists = figures["bytes"] / figures["lines"], figures["mb"], figures["lists"]
    lines.append(f"peak memory {mb:,.0f} MB, of which the lists {lists:,.0f}; {per_line:.2f} bytes a line sent")
    lines.append(f"{figures['candidates']:,} candidates; names recovered from a dictionary of {words:,} tokens")
    lines.append(f"by the facilitator: {alone}")
    lines.append(f"by the facilitator with the holder's key, of those not on the holder's own list: {together}")
    return lines


def table_of_recall(sizes: Sequence[int]) -> list[str]:
    """Recall and precision of token sets and of plain tracing, on the same lists."""
    lines = [f"{'people found, of those truly on both lists':<62}{'recall':>9}{'precision':>11}{'lines a person':>16}"]
    settings = {"ordinary": fiction.LYSORIA_AND_TORVENIA, "held-back": fiction.HELD_BACK}
    for size in sizes:
        for name, setting in settings.items():
            pair = fiction.pair_of_lists(1, size, setting=setting)
            matches = trace(pair.held, pair.sought)
            of = f"{name}, {size:,} a list"
            confirmed = {(m.sought_id, m.held_id) for m in matches if m.verdict is Verdict.CONFIRMED}
            lines.append(recall_row(f"plain tracing, confirmed, {of}", pair, confirmed))
            lines.append(
                recall_row(
                    f"plain tracing, confirmed or possible, {of}", pair, {(m.sought_id, m.held_id) for m in matches}
                )
            )
            for label, kinds in (("usual kinds", USUAL), ("and full name", tuple(TokenKind))):
                held, sought = (distinct_tokens(rows, kinds) for rows in (pair.held, pair.sought))
                met = {(sought[token], held[token]) for token in sought.keys() & held.keys() if token.kind not in WEAK}
                lines.append(recall_row(f"blind, {label}, {of}", pair, met, len(sought) / len(pair.sought)))
    return lines


def recall_row(name: str, pair: fiction.ListPair, found: set[tuple[str, str]], tokens: float = 0.0) -> str:
    first, truth = pair.listed_again, set(pair.truth.items())
    pairs = {(first.get(sought, sought), first.get(held, held)) for sought, held in found}
    right = len(pairs & truth)
    return f"{name:<62}{right / len(truth):>9.4f}{right / len(pairs):>11.4f}" + (f"{tokens:>16.2f}" if tokens else "")


def peer(package: str, script: str, *arguments: str) -> list[str]:
    """The command that runs a peer in an environment of its own."""
    uv = shutil.which("uv") or os.environ.get("UV", "uv")
    return [uv, "run", "--no-project", "--quiet", "--with", package, "python", str(PEERS / script), *arguments]


def run(command: list[str]) -> dict | str:
    """The figures a process prints last, or why there are none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=True)
        return json.loads(done.stdout.strip().splitlines()[-1])
    except FileNotFoundError:
        return "not measured: uv isn't there to install it"
    except subprocess.TimeoutExpired:
        return f"not measured: took longer than {_PATIENCE} s"
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["no message"])[-1]
        return f"not measured: {last[:90]}"


if __name__ == "__main__":
    main()
