"""The desk every test of a screen starts from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kit.desk import Desk

from wayhome.desk import table
from wayhome.desk.home import Home

collect_ignore = ["test_on_postgresql.py"] if os.environ.get("DATABASE_URL") else ["test_compartments.py"]
"""The second wall is PostgreSQL's: its tests run there, started by test_on_postgresql."""


@pytest.fixture
def desk(db: None, tmp_path: Path, settings: Any) -> Iterator[Desk]:
    """A desk with delegations and no journal yet."""
    settings.HOME = Home(tmp_path)
    made = Desk(tmp_path)
    made.lose_journal()
    yield made
    table.forget()
