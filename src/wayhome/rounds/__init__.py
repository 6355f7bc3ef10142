"""Whole rounds: composes the slices, admits or refuses an act, folds, and answers "what may this seat do now?".

One way in: make an act, `Table.say` asks the rules and the law, signs, appends, folds. One way out: the state. This
room will never act by itself: every act has an author and that author's key.
"""

from wayhome.rounds.begin import may_begin
from wayhome.rounds.copies import Brought, bring
from wayhome.rounds.due import due, proofs_of_life_due
from wayhome.rounds.may import may
from wayhome.rounds.offices import authority, disavowed, keeper, watching
from wayhome.rounds.replay import Audit, Step, replay, statement_of, verify
from wayhome.rounds.round import Round
from wayhome.rounds.rounds import Rounds, admit, apply, fingerprint, fold
from wayhome.rounds.table import Draft, Table
from wayhome.rounds.vocabulary import VOCABULARY

__all__ = [
    "VOCABULARY",
    "Audit",
    "Brought",
    "Draft",
    "Round",
    "Rounds",
    "Step",
    "Table",
    "admit",
    "apply",
    "authority",
    "bring",
    "disavowed",
    "due",
    "fingerprint",
    "fold",
    "keeper",
    "may",
    "may_begin",
    "proofs_of_life_due",
    "replay",
    "statement_of",
    "verify",
    "watching",
]
