"""Tracing: is a person sought by one party a person held by another?

Two lists without a common key, in two languages and as many spellings as there are clerks. `trace` proposes the matches
worth seeing, each with a probability and with reasons that a list officer can read, what speaks against it first. An
officer writes a verdict (same, different, unsure) into the file of matches, with name, day and reason; `read_judged`
brings several officers' verdicts together, and `identified` gives the matches that may enter a pool.

This room never merges two people, never says "same" for a person, and never lets one person be two: where entries can't
be told apart it says "possible" and leaves the answer to people. It compares what the lists state and nothing else.
"""

from wayhome.tracing.blocked import shared_keys
from wayhome.tracing.engine import Engine, ListedTwice, Stopped, Traced, doubles, trace, traced
from wayhome.tracing.explanation import Settling, by_worth, log_odds, settling
from wayhome.tracing.files import BadMatches, read_judged, read_matches, write_matches
from wayhome.tracing.kept import Kept, NotKept
from wayhome.tracing.matches import ConflictingVerdicts, Judgement, Match, Verdict, identified, stamped
from wayhome.tracing.reasons import Reason
from wayhome.tracing.register import Register
from wayhome.tracing.review import review_page

__all__ = [
    "BadMatches",
    "ConflictingVerdicts",
    "Engine",
    "Judgement",
    "Kept",
    "ListedTwice",
    "Match",
    "NotKept",
    "Reason",
    "Register",
    "Settling",
    "Stopped",
    "Traced",
    "Verdict",
    "by_worth",
    "doubles",
    "identified",
    "log_odds",
    "read_judged",
    "read_matches",
    "review_page",
    "settling",
    "shared_keys",
    "stamped",
    "trace",
    "traced",
    "write_matches",
]
