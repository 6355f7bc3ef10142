"""From a breach of the law to a refusal."""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.acts import Refused
from wayhome.law import Breach


def forbid(breaches: Iterable[Breach]) -> None:
    """Raise `Refused` with the rule, its article and its reason for the first of ``breaches``, if there is any."""
    for breach in breaches:
        raise Refused(breach.said, rule=breach.rule, article=breach.article)
