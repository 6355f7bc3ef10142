"""What was compared is not compared again."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tracing.noise import noisy_lists

from wayhome.people import PartialDate
from wayhome.tracing import Kept, NotKept, Stopped, trace, traced
from wayhome.tracing import candidates as candidates_module

LISTS = noisy_lists(seed=12, size=1_200)


def kept(folder: Path) -> Kept:
    return Kept(folder / "kept", lambda size: bytes(range(size)))


def stop_after(parts: int) -> Callable[[int, int], None]:
    told = []

    def progress(done: int, _whole: int) -> None:
        told.append(done)
        if len(told) == parts:
            raise Stopped

    return progress


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates_module, "_PAIRS_AT_ONCE", 2_000)


@pytest.mark.usefixtures("small_parts")
def test_a_stopped_tracing_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = traced(LISTS.held, LISTS.sought)
    with pytest.raises(Stopped):
        traced(LISTS.held, LISTS.sought, stop_after(4), kept=kept(tmp_path))
    rest = traced(LISTS.held, LISTS.sought, kept=kept(tmp_path))
    assert rest.matches == whole.matches
    assert 0 < rest.compared < whole.compared
    again = traced(LISTS.held, LISTS.sought, kept=kept(tmp_path))
    assert (again.matches, again.compared) == (whole.matches, 0)


def test_only_what_is_new_is_compared(tmp_path: Path) -> None:
    traced(LISTS.held[:-50], LISTS.sought[:-30], kept=kept(tmp_path))
    mended = replace(LISTS.sought[3], birth_date=PartialDate(1991, 2, 3), surname="Заболотний")
    sought = [*LISTS.sought[:3], mended, *LISTS.sought[4:]]
    later = traced(LISTS.held, sought, kept=kept(tmp_path))
    afresh = traced(LISTS.held, sought)
    assert later.matches == afresh.matches
    assert 0 < later.compared < afresh.compared / 5


def test_rows_taken_off_a_list_are_gone(tmp_path: Path) -> None:
    trace(LISTS.held, LISTS.sought, kept=kept(tmp_path))
    fewer = LISTS.held[:-100]
    assert trace(fewer, LISTS.sought, kept=kept(tmp_path)) == trace(fewer, LISTS.sought)


def test_the_folder_names_nobody(tmp_path: Path) -> None:
    trace(LISTS.held, LISTS.sought, kept=kept(tmp_path))
    content = b"".join(path.read_bytes() for path in (tmp_path / "kept").rglob("*") if path.is_file())
    for person in LISTS.held[:200]:
        assert person.surname.encode() not in content
        assert person.id.encode() not in content


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear mother")
    with pytest.raises(NotKept, match="empty folder"):
        Kept(tmp_path, os.urandom)


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    trace(LISTS.held[:50], LISTS.sought[:50], kept=kept(tmp_path))
    (tmp_path / "kept" / "compared.npz").write_bytes(b"no arrays")
    with pytest.raises(NotKept, match="take the folder away"):
        trace(LISTS.held[:50], LISTS.sought[:50], kept=kept(tmp_path))
