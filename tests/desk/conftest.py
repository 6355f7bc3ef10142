"""The desk every test of a screen starts from, and the invented round for those that need a served one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kit.desk import Desk

from wayhome.cli.demo.desk import leave_for_desk
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


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented round up to where a visitor carries it on, as `wayhome demo` leaves it for the desk."""
    folder = tmp_path_factory.mktemp("story") / "told"
    leave_for_desk(folder, seed=2025)
    return folder
