"""Blind tracing: do you hold whom we seek? asked and answered without showing either list.

Each party turns the people of its list into *tokens*, compound facts in which every spelling of a name is the same,
and *masks* each with a key of its own. The lists cross, each party *raises* the other's lines by its own key and proves
that it used one key for all. The facilitator, who has no key, *compares* the twice-masked lines and tells each party
which of its own matched. The observer sees a few lines *opened*, drawn by chance.

The facilitator learns how many lines match, and nobody's name, even together with one of the parties. A party learns of
the other's list only what it had among its own lines; so whoever puts a captured roster there learns who on it is
sought. That is why lines are counted, agreed and audited, and it is why the keys must live with the parties.

This room draws no randomness, opens no file and sends nothing; it will never show a token to anybody but its owner and
the observer.
"""

from wayhome.tracing.blind.audit import NotAsMasked, Opened, check_opened, drawn, open_lines, read_opened
from wayhome.tracing.blind.comparing import Matched, NotProven, check_raised, compare, read_matched
from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.dossier import STATED, Dossier, dossier_of, own_matches, read_dossier
from wayhome.tracing.blind.files import (
    BadFile,
    Masked,
    Raised,
    element_blocks,
    heading_of_raised,
    read_file,
    read_masked,
    read_raised,
    whole_blocks,
)
from wayhome.tracing.blind.kept import KeptLines, in_masked_order, read_kept
from wayhome.tracing.blind.masking import (
    BLOCK_BYTES,
    CANARY,
    PADDING,
    Line,
    MaskingKey,
    TooManyTokens,
    blocks_of,
    lines_to_mask,
    on_all_cores,
)
from wayhome.tracing.blind.opening import Found, people_behind
from wayhome.tracing.blind.ristretto import ELEMENT_BYTES, NoLibsodium, NotAnElement
from wayhome.tracing.blind.tokens import MOST_TOKENS, USUAL, WEAK, Token, TokenKind, distinct_tokens, tokens_of

__all__ = [
    "BLOCK_BYTES",
    "CANARY",
    "ELEMENT_BYTES",
    "MOST_TOKENS",
    "PADDING",
    "STATED",
    "USUAL",
    "WEAK",
    "BadFile",
    "Context",
    "Dossier",
    "Found",
    "KeptLines",
    "Line",
    "Masked",
    "MaskingKey",
    "Matched",
    "NoLibsodium",
    "NotAnElement",
    "NotAsMasked",
    "NotProven",
    "Opened",
    "Raised",
    "Token",
    "TokenKind",
    "TooManyTokens",
    "blocks_of",
    "check_opened",
    "check_raised",
    "compare",
    "distinct_tokens",
    "dossier_of",
    "drawn",
    "element_blocks",
    "heading_of_raised",
    "in_masked_order",
    "lines_to_mask",
    "on_all_cores",
    "open_lines",
    "own_matches",
    "people_behind",
    "read_dossier",
    "read_file",
    "read_kept",
    "read_masked",
    "read_matched",
    "read_opened",
    "read_raised",
    "tokens_of",
    "whole_blocks",
]
