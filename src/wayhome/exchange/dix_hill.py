"""A historical example: the equivalents of ranks of the cartel of 22 July 1862, agreed by Generals Dix and Hill."""

from __future__ import annotations

import csv
from importlib.resources import files

from wayhome.exchange.terms import Equivalents, RankEquivalent


def dix_hill_1862() -> Equivalents:
    """The table, to be kept exactly and instead of heads; a grade of several ranks is a line for each.

    Source: *Southern Historical Society Papers* 1 (1876), named beside each line of the file. A line of 1862 says
    nothing of anybody's worth: it let two parties send home officers for whom the other held none of like rank.
    """
    table = files("wayhome.exchange").joinpath("data", "dix_hill_1862.csv").read_text(encoding="utf-8")
    ranks = (RankEquivalent(row["rank"], int(row["privates"])) for row in csv.DictReader(table.splitlines()))
    return Equivalents(tuple(ranks), band=0, instead_of_heads=True)
