"""Whole rounds: composes the slices, admits or refuses an act, folds, and answers "what may this seat do now?".

One way in: make an act, `Table.say` asks the rules and the law, signs, appends, folds. One way out: the state. This
room will never act by itself: every act has an author and that author's key.
"""

from wayhome.rounds.begin import may_begin
from wayhome.rounds.copies import Brought, bring
from wayhome.rounds.due import due, proofs_of_life_due
from wayhome.rounds.may import may
from wayhome.rounds.next_covenant import next_covenant, offices_now
from wayhome.rounds.offices import authority, disavowed, keeper, watching
from wayhome.rounds.published import communique_texts
from wayhome.rounds.replay import Audit, Step, replay, statement_of, verify
from wayhome.rounds.round import Round
from wayhome.rounds.rounds import Rounds, admit, apply, fingerprint, fold
from wayhome.rounds.table import Draft, Drawn, Table
from wayhome.rounds.verdicts import sealed_judgement, verdict_act
from wayhome.rounds.vocabulary import VOCABULARY

__all__ = [
    "VOCABULARY",
    "Audit",
    "Brought",
    "Draft",
    "Drawn",
    "Round",
    "Rounds",
    "Step",
    "Table",
    "admit",
    "apply",
    "authority",
    "bring",
    "communique_texts",
    "disavowed",
    "due",
    "fingerprint",
    "fold",
    "keeper",
    "may",
    "may_begin",
    "next_covenant",
    "offices_now",
    "proofs_of_life_due",
    "replay",
    "sealed_judgement",
    "statement_of",
    "verdict_act",
    "verify",
    "watching",
]
