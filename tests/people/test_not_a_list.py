"""Files that are no list: one clear sentence, and never another error whatever the bytes."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from wayhome.people import NotAList, PeopleList, read_list, write_rejected

SAVE_AS = "save the table in it as CSV or XLSX and read that file"
EMPTY = "is empty: save the list again and check that it holds rows"


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        for name in names:
            parts.writestr(name, "x" * 100)
    return stream.getvalue()


def workbook() -> bytes:
    stream = io.BytesIO()
    book = Workbook()
    book.worksheets[0].append(["id", "surname", "birth_date"])
    book.worksheets[0].append([1, "Ковар", 1985])
    book.save(stream)
    return stream.getvalue()


GOOD_CSV = (
    "№;Прізвище;Ім'я;Дата народження;Категорія;Стан здоров'я;Примітки\r\n"
    '1;Ковар;Олег;12.05.1985;військовополонений;;"раз;\r\nдва"\r\n'
    "2;Сова;Єва;1990;цивільна;вагітна;=1\r\n"
)
GOOD = [
    *(GOOD_CSV.encode(encoding) for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251")),
    workbook(),
]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY),
        (b" \r\n\t\n", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b"\xff\xfe", EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", f"seems to be a PDF document, not a list: {SAVE_AS}"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", f"seems to be an image, not a list: {SAVE_AS}"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", f"seems to be an image, not a list: {SAVE_AS}"),
        (b"{\\rtf1\\ansi id, surname}", f"seems to be a text document, not a list: {SAVE_AS}"),
        (b"<html><table><tr><td>id", f"seems to be a web page or an XML document, not a list: {SAVE_AS}"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "seems to be an old office file or one with a password: save it as XLSX or CSV without a password",
        ),
        (b"PK\x03\x04 and then nothing", "seems to be a damaged workbook or archive: save it as XLSX or CSV again"),
        (workbook()[:-200], "seems to be a damaged workbook or archive: save it as XLSX or CSV again"),
        (archive("a.txt"), f"seems to be a packed archive or another office document, not a list: {SAVE_AS}"),
        (
            archive("[Content_Types].xml", "word/document.xml"),
            f"seems to be a packed archive or another office document, not a list: {SAVE_AS}",
        ),
        (
            archive("[Content_Types].xml", "xl/workbook.bin"),
            "seems to be a binary workbook (XLSB): save it as XLSX or CSV",
        ),
        (
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "seems to be a damaged workbook: open it in the spreadsheet and save it as XLSX again",
        ),
        (bytes(range(256)) * 4, f"seems to be a program's own file, not a list: {SAVE_AS}"),
        (bytes(1000), f"seems to be a program's own file, not a list: {SAVE_AS}"),
    ],
)
def test_what_is_no_list_is_told_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(NotAList) as refused:
        read_list(path)
    assert str(refused.value) == f"people.csv {sentence}"


def test_a_file_that_is_not_there_and_a_folder_are_no_lists(tmp_path: Path) -> None:
    with pytest.raises(NotAList, match=r"^people\.csv doesn't exist: check the name and the folder$"):
        read_list(tmp_path / "people.csv")
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(NotAList, match=r"^people\.csv is a folder, not a list: name a file in it$"):
        read_list(tmp_path / "people.csv")


def test_prose_is_no_list(read: Callable[..., PeopleList]) -> None:
    with pytest.raises(NotAList, match="has no header that Wayhome knows"):
        read("Dear colleagues,\nplease find the list attached; with thanks.\n")


def test_a_workbook_that_unpacks_to_more_than_memory_holds_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "x")
        parts.writestr("xl/workbook.xml", "x")
    said = path.read_bytes()
    # The directory at the end of the archive is made to say that a part is 4 GiB long.
    place = said.rindex(b"PK\x01\x02") + 24
    path.write_bytes(said[:place] + b"\xf0\xff\xff\xff" + said[place + 4 :])
    with pytest.raises(NotAList, match="unpacks to more than a workbook can hold"):
        read_list(path)


def reads_or_refuses(folder: Path, content: bytes) -> None:
    path = folder / "list.csv"
    path.write_bytes(content)
    try:
        people = read_list(path)
    except NotAList as refused:
        assert str(refused).startswith("list.csv ")  # noqa: PT017 - either outcome is right, no other is
        return
    assert len({person.id for person in people.rows}) == len(people.rows)
    assert all(person.id and (person.surname or person.service_number) for person in people.rows)
    assert all(row.problems for row in people.rejected)
    if written := write_rejected(people, path):
        again = read_list(written)
        assert len(again.rows) + len(again.rejected) == len(people.rejected)
        written.unlink()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(folder: Path, content: bytes) -> None:
    reads_or_refuses(folder, content)


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=5),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-16-be"]),
)
def test_random_cells_under_good_headers_are_read_or_refused(
    folder: Path, cells: list[list[str]], separator: str, encoding: str
) -> None:
    rows = [["id", "surname", "birth_date", "sex"], *cells]
    text = "\n".join(separator.join(row) for row in rows)
    reads_or_refuses(folder, text.encode(encoding, "replace"))


@settings(max_examples=150, deadline=None)
@given(
    good=st.sampled_from(GOOD),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 3)), min_size=1, max_size=4),
)
def test_a_good_list_with_bytes_changed_is_read_or_refused(
    folder: Path, good: bytes, changes: list[tuple[float, bytes, int]]
) -> None:
    for where, written, removed in changes:
        place = int(where * len(good))
        good = good[:place] + written + good[place + removed :]
    reads_or_refuses(folder, good)


@settings(max_examples=60, deadline=None)
@given(
    part=st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
    ),
    where=st.floats(0, 1),
    written=st.text("<>&;\"'/=01 abcrtsv", max_size=5),
    removed=st.integers(0, 6),
)
def test_a_workbook_with_its_inside_changed_is_read_or_refused(
    folder: Path, part: str, where: float, written: str, removed: int
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(stream, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            place = int(where * len(content))
            changed = content[:place] + written.encode() + content[place + removed :]
            copy.writestr(name, changed if name == part else content)
    reads_or_refuses(folder, stream.getvalue())
