"""The desk every test of a screen starts from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kit.desk import Desk

from wayhome.desk import table
from wayhome.desk.home import Home


@pytest.fixture
def desk(db: None, tmp_path: Path, settings: Any) -> Iterator[Desk]:
    """A desk with delegations and no journal yet."""
    settings.HOME = Home(tmp_path)
    made = Desk(tmp_path)
    made.lose_journal()
    yield made
    table.forget()
