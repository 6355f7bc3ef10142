"""The figures of a simulation as JSON, with the rates they rest on and what each of them means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import msgspec

from wayhome.exchange.simulation.measures import FIGURES
from wayhome.exchange.simulation.summary import Comparison, Interval


def figures_json(compared: Comparison) -> bytes:
    """Return the file. Under each rule: its figures, the same less the first rule's, and people home by month."""
    rules = {
        each.rule.word: {
            "figures": _written(each.figures),
            "against_first": _written(each.against_first),
            "home_by_month": [asdict(home) for home in each.home],
        }
        for each in compared.rules
    }
    said = {
        "months": compared.months,
        "wars_asked": compared.asked,
        "wars": compared.wars,
        "rates": msgspec.to_builtins(compared.rates),
        "meaning": FIGURES,
        "first": compared.rules[0].rule.word,
        "rules": rules,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _written(figures: Mapping[str, Interval | None]) -> dict[str, Any]:
    return {name: value and asdict(value) for name, value in figures.items()}
