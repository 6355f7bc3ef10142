"""What an act is: one statement by one seat, and how slices of a round fold and refuse acts.

This room has no domain knowledge: it doesn't know what a prisoner, a party or a package is. It will never decide
anything about a round; it only says what every act has in common.
"""

from wayhome.acts.act import Act, Statement, Vocabulary
from wayhome.acts.errors import NotAnAct, Reason, Refused

__all__ = ["Act", "NotAnAct", "Reason", "Refused", "Statement", "Vocabulary"]
