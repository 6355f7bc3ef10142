"""Every kind of act there is."""

from __future__ import annotations

from wayhome import agreement, claims, handover, reception, record
from wayhome.acts import Vocabulary

MOVEMENT = frozenset(kind.kind for kind in (*agreement.ACTS, *handover.ACTS))
"""The kinds of act that end with the round; claims, care and public words go on after it."""

VOCABULARY = Vocabulary((*agreement.ACTS, *handover.ACTS, *reception.ACTS, *claims.ACTS, *record.ACTS))
