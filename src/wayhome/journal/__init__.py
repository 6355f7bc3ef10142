"""The journal: what the parties share, as signed entries that nobody can change, drop or slip in unnoticed.

Every entry is signed by its author, carries its author's running number, and names the state of the journal its author
had seen; all stand under one hash tree, whose root the journal's keeper signs. So a copy on a USB stick proves itself.
What only some may read is sealed to them and kept beside the journal, which holds its digest.

This room knows nothing about prisoners: it will never look into the facts of an entry, decide who may state what, or
change or remove an entry. It has no clock and no randomness of its own.
"""

from wayhome.journal.entry import Entry, SealedDigest, Seen
from wayhome.journal.errors import (
    BadEntry,
    BadEnvelope,
    BadKey,
    BadNote,
    BadProof,
    BadSignature,
    Broken,
    CannotUnseal,
    Conflict,
    FalseCheckpoint,
    Gap,
    JournalRefusal,
    Moved,
    NotCanonical,
    Shrunk,
    UnknownAuthor,
    WrongBlob,
    WrongJournal,
)
from wayhome.journal.journal import Journal, Placed
from wayhome.journal.keys import PublicKey, SigningKey, read_key, write_key
from wayhome.journal.note import Checkpoint, open_checkpoint
from wayhome.journal.sealed import Unsealed, seal, unseal
from wayhome.journal.signing import KeyOf, open_entry, sign_entry
from wayhome.journal.storage import FileStorage, MemoryStorage, Storage
from wayhome.journal.tree import check_consistency, check_inclusion, leaf_hash
from wayhome.journal.verify import Verified, replay, verify

__all__ = [
    "BadEntry",
    "BadEnvelope",
    "BadKey",
    "BadNote",
    "BadProof",
    "BadSignature",
    "Broken",
    "CannotUnseal",
    "Checkpoint",
    "Conflict",
    "Entry",
    "FalseCheckpoint",
    "FileStorage",
    "Gap",
    "Journal",
    "JournalRefusal",
    "KeyOf",
    "MemoryStorage",
    "Moved",
    "NotCanonical",
    "Placed",
    "PublicKey",
    "SealedDigest",
    "Seen",
    "Shrunk",
    "SigningKey",
    "Storage",
    "UnknownAuthor",
    "Unsealed",
    "Verified",
    "WrongBlob",
    "WrongJournal",
    "check_consistency",
    "check_inclusion",
    "leaf_hash",
    "open_checkpoint",
    "open_entry",
    "read_key",
    "replay",
    "seal",
    "sign_entry",
    "unseal",
    "verify",
    "write_key",
]
