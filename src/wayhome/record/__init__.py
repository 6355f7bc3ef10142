"""The record: what was signed against what happened, the public words all have confirmed, and public figures per source.

This room owns the account, the communiqué and the public claims of other rounds. It will never publish a sentence that
somebody named in it has not confirmed, a figure that doesn't follow from the acts, or one merged number where sources
differ.
"""

from wayhome.record.account import Account, AccountLine, account
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
from wayhome.record.rules import refuse
from wayhome.record.state import Record, SentenceOnTable, apply

__all__ = [
    "ACTS",
    "Account",
    "AccountLine",
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
    "apply",
    "refuse",
]
