"""A list as its owner keeps it, written to a file and read by Wayhome."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from kit.real_names import FOLDER
from openpyxl import Workbook

from wayhome.people import PeopleList, read_list

collect_ignore = [] if FOLDER else ["test_real_names.py"]
"""The pairs of real names are not part of the project; WAYHOME_NAMES names the folder that has them."""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., PeopleList]:
    """Reads the text of a CSV file as a list."""

    def read_text(text: str, columns: Mapping[str, str] | None = None, name: str = "list.csv") -> PeopleList:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return read_list(path, columns)

    return read_text


@pytest.fixture
def read_workbook(tmp_path: Path) -> Callable[..., PeopleList]:
    """Reads an XLSX workbook, given as sheets of rows of values, as a list."""

    def read_sheets(*sheets: Iterable[Iterable[object]], columns: Mapping[str, str] | None = None) -> PeopleList:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for number, rows in enumerate(sheets, start=1):
            sheet = workbook.create_sheet(f"Sheet {number}")
            for row in rows:
                sheet.append(row)
        path = tmp_path / "list.xlsx"
        workbook.save(path)
        return read_list(path, columns)

    return read_sheets
