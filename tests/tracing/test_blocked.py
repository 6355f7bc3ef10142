"""On which keys two entries meet."""

from wayhome.people import PartialDate, Particulars
from wayhome.tracing import shared_keys

SOUGHT = [Particulars("S-1", "Мельниченко", "Сергій", "Петрович", PartialDate(1990, 5, 3), service_number="АА-104233")]
HELD = [
    Particulars("H-1", "Melnychenko", "Serhii", birth_date=PartialDate(1990)),
    Particulars("H-2", "Ковальчук", "Андрій", service_number="AA 104233"),
    Particulars("H-3", "Ковальчук", "Андрій", "Ігорович", PartialDate(1971, 8, 30)),
]


def test_the_keys_that_two_entries_share_are_named() -> None:
    names, number, nothing = shared_keys(HELD, SOUGHT, [("S-1", "H-1"), ("S-1", "H-2"), ("S-1", "H-3")])
    assert {"names", "surname, year"} <= names
    assert number == {"number"}
    assert nothing == frozenset()
