"""A small chart in a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from wayhome.desk.figures.bars import Bar

register = template.Library()


@register.inclusion_tag("figures/chart.html")
def chart(bars: Sequence[Bar], label: str) -> dict[str, Any]:
    """A chart of bars; its table stands beside it."""
    return {"bars": bars, "label": label, "height": 26 * len(bars) + 4}
