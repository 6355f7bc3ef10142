"""The journal: what the parties share, as signed entries that nobody can change, drop or slip in unnoticed.

Every entry is signed by its author, carries its author's running number, and names the state of the journal its author
had seen; all stand under one hash tree, whose root the journal's keeper signs and those who watch it cosign. So a copy
on a USB stick proves itself, and a second history is found. Whose signatures count is for the covenant to say. What
only some may read is sealed to them and kept beside the journal, which holds its digest.

This room knows nothing about prisoners: it will never look into the facts of an entry, decide who may state what, or
change or remove an entry. It has no clock and no randomness of its own.
"""

from wayhome.journal.checkpoint import (
    Checkpoint,
    cosign,
    cosigner_name,
    cosigners,
    joined,
    open_checkpoint,
    require_goes_on,
)
from wayhome.journal.covenant import Covenant, SignedCovenant, add_signature, sign_covenant
from wayhome.journal.entry import Entry, SealedDigest, Seen
from wayhome.journal.errors import (
    BadCovenant,
    BadEntry,
    BadEnvelope,
    BadKey,
    BadNote,
    BadPasskey,
    BadProof,
    BadSignature,
    Broken,
    CannotUnseal,
    Conflict,
    Erased,
    FalseCheckpoint,
    Gap,
    JournalRefusal,
    Moved,
    NotCanonical,
    Shrunk,
    SplitView,
    UnknownAuthor,
    WrongBlob,
    WrongJournal,
)
from wayhome.journal.file_storage import FileStorage
from wayhome.journal.journal import Journal, Placed
from wayhome.journal.key_file import read_key, write_key, write_wrapped_key
from wayhome.journal.keys import PublicKey, SigningKey
from wayhome.journal.locks import LockedPart, Part, is_locked, lock, locked_parts
from wayhome.journal.office import FormerKey, Office
from wayhome.journal.passkey import Assertion, Passkey, RelyingParty, check_assertion
from wayhome.journal.proof import Proof
from wayhome.journal.sealed import Unsealed, seal, unseal
from wayhome.journal.several import challenge_for_all
from wayhome.journal.signing import Authority, KeyOf, challenge_for, is_sound, open_entry, sign_entry
from wayhome.journal.storage import MemoryStorage, Storage
from wayhome.journal.together import Together
from wayhome.journal.tree import check_consistency, check_inclusion, leaf_hash
from wayhome.journal.verify import Sifted, Verification, Verified

__all__ = [
    "Assertion",
    "Authority",
    "BadCovenant",
    "BadEntry",
    "BadEnvelope",
    "BadKey",
    "BadNote",
    "BadPasskey",
    "BadProof",
    "BadSignature",
    "Broken",
    "CannotUnseal",
    "Checkpoint",
    "Conflict",
    "Covenant",
    "Entry",
    "Erased",
    "FalseCheckpoint",
    "FileStorage",
    "FormerKey",
    "Gap",
    "Journal",
    "JournalRefusal",
    "KeyOf",
    "LockedPart",
    "MemoryStorage",
    "Moved",
    "NotCanonical",
    "Office",
    "Part",
    "Passkey",
    "Placed",
    "Proof",
    "PublicKey",
    "RelyingParty",
    "SealedDigest",
    "Seen",
    "Shrunk",
    "Sifted",
    "SignedCovenant",
    "SigningKey",
    "SplitView",
    "Storage",
    "Together",
    "UnknownAuthor",
    "Unsealed",
    "Verification",
    "Verified",
    "WrongBlob",
    "WrongJournal",
    "add_signature",
    "challenge_for",
    "challenge_for_all",
    "check_assertion",
    "check_consistency",
    "check_inclusion",
    "cosign",
    "cosigner_name",
    "cosigners",
    "is_locked",
    "is_sound",
    "joined",
    "leaf_hash",
    "lock",
    "locked_parts",
    "open_checkpoint",
    "open_entry",
    "read_key",
    "require_goes_on",
    "seal",
    "sign_covenant",
    "sign_entry",
    "unseal",
    "write_key",
    "write_wrapped_key",
]
