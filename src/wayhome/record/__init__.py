"""The record: what was signed against what happened, the words all have confirmed, and public figures per source.

This room owns the account, the communiqué and the public claims of other rounds. It will never publish a sentence that
somebody named in it has not confirmed, a figure that doesn't follow from the acts, or one merged number where sources
differ.
"""

from wayhome.people.languages import LANGUAGES
from wayhome.record.account import Account, AccountLine, account, under_way
from wayhome.record.acts import (
    ACTS,
    CommuniqueEmbargoed,
    CommuniquePublished,
    FamiliesTold,
    Parameter,
    Reconciled,
    RoundClosed,
    SentenceConfirmed,
    SentenceProposed,
    ShortfallRecorded,
)
from wayhome.record.figures import BadFigures, figures_text, load_rounds, load_totals
from wayhome.record.page import account_page
from wayhome.record.rules import refuse
from wayhome.record.sentences import communique, named, sentence_of, wording
from wayhome.record.state import Record, SentenceOnTable, apply

__all__ = [
    "ACTS",
    "LANGUAGES",
    "Account",
    "AccountLine",
    "BadFigures",
    "CommuniqueEmbargoed",
    "CommuniquePublished",
    "FamiliesTold",
    "Parameter",
    "Reconciled",
    "Record",
    "RoundClosed",
    "SentenceConfirmed",
    "SentenceOnTable",
    "SentenceProposed",
    "ShortfallRecorded",
    "account",
    "account_page",
    "apply",
    "communique",
    "figures_text",
    "load_rounds",
    "load_totals",
    "named",
    "refuse",
    "sentence_of",
    "under_way",
    "wording",
]
