"""Who a person is on a list: their particulars, their category before the law, and lists read in and written out.

A list comes as its owner keeps it (`read_list`): rows that can be read become `Particulars`, each other row a `Problem`
its owner can mend (`write_rejected`); a cell that can't be read is reported (`UnreadCell`) and leaves its person on the
list. `write_list` writes the canonical form. A `Returnee` is what the shared record knows of a person: a reference and
what decides the track home.

This room never decides whether two rows are the same person, never guesses what a cell may mean, ranks nobody, and
opens no network.
"""

from wayhome.people.categories import CIVILIAN, COUNTABLE, Category, Condition, Track, is_protected
from wayhome.people.headers import COLUMNS, COMBINED
from wayhome.people.lists import PeopleList, RejectedRow, read_list, write_list, write_rejected
from wayhome.people.particulars import PartialDate, Particulars
from wayhome.people.problems import NoSuchHeader, NotAList, Problem
from wayhome.people.returnees import Returnee, held_as, is_reference, reference, sought_as, sought_reference
from wayhome.people.rows import UnreadCell
from wayhome.people.salts import SaltErased, Salts

__all__ = [
    "CIVILIAN",
    "COLUMNS",
    "COMBINED",
    "COUNTABLE",
    "Category",
    "Condition",
    "NoSuchHeader",
    "NotAList",
    "PartialDate",
    "Particulars",
    "PeopleList",
    "Problem",
    "RejectedRow",
    "Returnee",
    "SaltErased",
    "Salts",
    "Track",
    "UnreadCell",
    "held_as",
    "is_protected",
    "is_reference",
    "read_list",
    "reference",
    "sought_as",
    "sought_reference",
    "write_list",
    "write_rejected",
]
