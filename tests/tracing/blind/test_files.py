"""The files of blind tracing: one way to write each, and anything else refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tracing.blind.playing import CONTEXT, Party, Played, randomness

from wayhome.tracing.blind import (
    BadFile,
    Context,
    KeptLines,
    Masked,
    Matched,
    element_blocks,
    heading_of_raised,
    open_lines,
    read_file,
    read_kept,
    read_masked,
    read_matched,
    read_opened,
    read_raised,
    whole_blocks,
)

PLAYED = Played(Party("Лисорія", range(20), 60, 1), Party("تورفينيا", range(10, 30), 50, 2))
KEPT = PLAYED.seeker.kept
OPENED = open_lines(KEPT, PLAYED.seeker.masked, (1, 4, 7), randomness(3))
MATCHED = Matched(CONTEXT, "Лисорія", (0, 4, 31))
FORMS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "masked": (bytes(PLAYED.seeker.masked), read_masked),
    "raised": (bytes(PLAYED.of_seeker), read_raised),
    "either": (bytes(PLAYED.of_holder), read_file),
    "matched": (bytes(MATCHED), read_matched),
    "opened": (bytes(OPENED), read_opened),
    "secret": (bytes(KEPT), read_kept),
}
form = pytest.mark.parametrize("form", FORMS)


def refused_or_in_its_one_form(read: Callable[[bytes], object], data: bytes) -> bool:
    """Whether these bytes are refused as no such file, or are exactly what is written of what was read."""
    try:
        again = read(data)
    except BadFile:
        return True
    return bytes(again) == data  # type: ignore[call-overload]


@form
def test_what_is_written_is_read_again(form: str) -> None:
    data, read = FORMS[form]
    assert bytes(read(data)) == data  # type: ignore[call-overload]


@form
@given(data=st.data())
def test_a_byte_changed_gives_another_file_or_none_and_nothing_else(form: str, data: st.DataObject) -> None:
    written, read = FORMS[form]
    place = data.draw(st.integers(0, len(written) - 1))
    changed = bytearray(written)
    changed[place] = data.draw(st.integers(0, 255))
    assert refused_or_in_its_one_form(read, bytes(changed))


@form
@given(cut=st.integers(0, 5000), more=st.binary(max_size=40))
@example(cut=0, more=b"\n")
@example(cut=1, more=b"")
def test_a_file_cut_or_lengthened_is_none(form: str, cut: int, more: bytes) -> None:
    written, read = FORMS[form]
    changed = written[: max(0, len(written) - cut)] + more
    assert refused_or_in_its_one_form(read, changed)


@form
@given(data=st.binary(max_size=300))
@example(data=b'{"by":"\\ud800"}\n')
@example(data=b"{" * 200)
@example(data=b"\n")
def test_anything_else_is_refused(form: str, data: bytes) -> None:
    with pytest.raises(BadFile):
        FORMS[form][1](data)


@given(
    by=st.text(max_size=9), journal=st.text(max_size=9), lines=st.sets(st.binary(min_size=32, max_size=32), min_size=1)
)
def test_any_masked_file_has_one_form(by: str, journal: str, lines: set[bytes]) -> None:
    masked = Masked(Context(journal, "r", "t", "0"), by, PLAYED.seeker.key.public, b"".join(sorted(lines)))
    assert read_masked(bytes(masked)) == masked
    assert read_file(bytes(masked)) == masked


@given(st.sets(st.integers(0, 2**40)))
def test_any_answer_has_one_form(lines: set[int]) -> None:
    matched = Matched(CONTEXT, "Lysoria", tuple(sorted(lines)))
    assert read_matched(bytes(matched)) == matched
    if lines:
        for wrong in ((*matched.lines, matched.lines[-1]), (-1, *matched.lines)):
            with pytest.raises(BadFile, match="ascending"):
                read_matched(bytes(replace(matched, lines=wrong)))


def test_a_heading_in_another_form_is_refused() -> None:
    data = bytes(PLAYED.seeker.masked)
    for changed in (
        data.replace(b'"lines":60', b'"lines":60.0', 1),
        data.replace(b'"lines":60', b'"lines": 60', 1),
        data.replace(b'"lines":60', b'"lines":59', 1),
        data.replace(b'"lines":60', b'"lines":60,"more":1', 1),
        data.replace(b'"lines":60', b'"lines":60,"lines":60', 1),
        data.replace(b"blind-masked/1", b"blind-masked/2", 1),
        data.replace(PLAYED.seeker.key.public.hex().encode(), b"00" * 32, 1),
        data.replace(PLAYED.seeker.key.public.hex().encode(), PLAYED.seeker.key.public.hex().upper().encode(), 1),
    ):
        assert changed != data
        with pytest.raises(BadFile):
            read_masked(changed)


def test_only_whole_blocks_of_the_same_work_are_gone_on_with() -> None:
    masked = Masked(CONTEXT, "Lysoria", PLAYED.seeker.key.public, bytes(range(32)) * 9000)
    assert [len(block) // 32 for block in element_blocks(masked.lines)] == [4096, 4096, 808]
    heading = heading_of_raised(masked, "Torvenia", PLAYED.holder.key.public)
    block = bytes(4096 * 32 + 64)
    for begun, stays in (
        (b"", 0),
        (heading[:-1], 0),
        (heading, len(heading)),
        (heading + block + block[:-1], len(heading) + len(block)),
        (heading + 3 * block, len(heading) + 2 * len(block)),
        (heading_of_raised(masked, "Torvenia", PLAYED.seeker.key.public) + block, 0),
    ):
        assert whole_blocks(begun, heading, 9000) == stays


def test_sixty_four_bytes_a_line_cross_the_table() -> None:
    party = Party("Lysoria", range(10), 4096, 1)
    masked = party.masked
    raised = Party("Torvenia", range(10), 20, 2).raised(masked)
    overhead = len(bytes(masked)) + len(bytes(raised)) - 64 * 4096
    assert overhead < 64 + 1200


def test_a_secret_is_of_one_tracing() -> None:
    assert isinstance(read_kept(bytes(KEPT)), KeptLines)
    with pytest.raises(BadFile, match="secret file"):
        read_kept(bytes(KEPT).replace(KEPT.key.scalar.hex().encode(), b"00" * 32))
