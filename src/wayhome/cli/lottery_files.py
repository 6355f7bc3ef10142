"""The files of lotteries, read with a clear failure."""

from __future__ import annotations

from pathlib import Path

from wayhome import exchange
from wayhome.cli.errors import Failure
from wayhome.cli.files import read_text
from wayhome.exchange import BadLottery, Published


def read_lottery(path: Path) -> Published:
    """Read a lottery's file, or fail with what is wrong with it."""
    try:
        return exchange.read_lottery(read_text(path).encode())
    except BadLottery as error:
        raise Failure(f"{path}: {error}") from error


def sound_lottery(path: Path) -> Published:
    """A lottery with which nothing is wrong."""
    file = read_lottery(path)
    faults = exchange.check_lottery(file)
    if faults:
        raise Failure(f"{path}: {'; '.join(map(str, faults))}")
    return file
