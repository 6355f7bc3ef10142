"""What a party reads from the facilitator's answer: who of its own people the other party may have, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wayhome.tracing.blind.masking import CANARY, PADDING, Line
from wayhome.tracing.blind.tokens import WEAK, TokenKind


@dataclass(frozen=True)
class Found:
    """The people whose lines matched, and whether the answer can be whole."""

    candidates: Mapping[str, tuple[TokenKind, ...]]
    """Id on one's own list → the kinds of token that matched."""
    weak_only: int
    """People of whom only a weak kind matched: no candidates."""
    missing_canaries: int
    """Lines that both parties have and that didn't match: the facilitator dropped them, or the other left them out."""
    false_matches: int
    """Padding that is said to match, which nobody else can have: the answer is invented."""

    @property
    def sound(self) -> bool:
        """Whether nothing shows that matches were dropped or invented."""
        return not self.missing_canaries and not self.false_matches


def people_behind(lines: Sequence[Line], matched: Sequence[int]) -> Found:
    """The people behind the matched ``lines`` of a masked list. Raises IndexError for a line there is none of."""
    kinds: dict[str, list[TokenKind]] = {}
    canaries = padding = 0
    for number in matched:
        line = lines[number]
        if line.kind == CANARY:
            canaries += 1
        elif line.kind == PADDING:
            padding += 1
        else:
            kinds.setdefault(line.person, []).append(TokenKind(line.kind))
    candidates = {
        person: tuple(sorted(set(found), key=list(TokenKind).index))
        for person, found in kinds.items()
        if set(found) - WEAK
    }
    agreed = sum(line.kind == CANARY for line in lines)
    return Found(candidates, len(kinds) - len(candidates), agreed - canaries, padding)
