import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.journal import BadEntry, Entry, NotCanonical, SealedDigest, Seen
from wayhome.journal.canonical import encode

EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="  # RFC 6962, section 2.1: the hash of an empty list

ENTRY = Entry(
    journal="обмін.example/24-серпня",
    sequence=3,
    round="24 серпня",
    author="лисорія",
    kind="manifest.signed",
    time=datetime(2025, 8, 24, 9, 5, tzinfo=UTC),
    facts={"جسر": "Калиновий міст", "people": 7},
    sealed=(SealedDigest("ab" * 32, 1200, ("facilitator", "спостерігач")),),
    seen=Seen(0, bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
)

WRITTEN = (
    '{"author":"лисорія","facts":{"people":7,"جسر":"Калиновий міст"},"journal":"обмін.example/24-серпня",'
    '"kind":"manifest.signed","round":"24 серпня","sealed":[{"digest":"' + "ab" * 32 + '",'
    '"for":["facilitator","спостерігач"],"size":1200}],"seen":{"root":"' + EMPTY + '","size":0},'
    '"sequence":3,"time":"2025-08-24T09:05:00Z","version":1}'
)

NAMES = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=6)


def _entry(time, facts):
    seen = Seen(0, b"\0" * 32)
    return Entry(journal="a", sequence=1, round="r", author="lysoria", kind="k", time=time, facts=facts, seen=seen)


def test_an_entry_written_out():
    assert ENTRY.encode().decode() == WRITTEN
    assert Entry.decode(WRITTEN.encode()) == ENTRY


@given(
    journal=NAMES,
    sequence=st.integers(1, 2**53 - 1),
    author=NAMES,
    time=st.datetimes(min_value=datetime(1, 1, 1)),
    facts=st.dictionaries(NAMES, st.integers(0, 9) | NAMES | st.lists(st.booleans(), max_size=3), max_size=3),
    parts=st.sets(st.binary(min_size=1, max_size=9), max_size=3),
    seats=st.sets(NAMES, min_size=1, max_size=3),
    size=st.integers(0, 2**53 - 1),
)
@settings(max_examples=50, deadline=None)
def test_reading_gives_back_what_was_written(journal, sequence, author, time, facts, parts, seats, size):
    entry = Entry(
        journal=journal,
        sequence=sequence,
        round="24 August",
        author=author,
        kind="package.signed",
        time=time.replace(microsecond=0, tzinfo=UTC),
        facts=facts,
        sealed=tuple(SealedDigest.of(part, seats) for part in parts),
        seen=Seen(size, b"\x05" * 32),
    )
    assert Entry.decode(entry.encode()) == entry


def test_a_missing_or_unknown_field_is_named():
    for field in json.loads(WRITTEN):
        without = {name: value for name, value in json.loads(WRITTEN).items() if name != field}
        with pytest.raises(BadEntry, match=f"missing required field `{field}`|one form"):
            Entry.decode(encode(without))
    with pytest.raises(BadEntry, match="unknown field `weight`"):
        Entry.decode(encode({**json.loads(WRITTEN), "weight": 1}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", 2),
        ("version", True),
        ("version", "1"),
        ("journal", ""),
        ("journal", "a journal"),
        ("journal", "a+journal"),
        ("journal", "a\u2003journal"),
        ("journal", None),
        ("sequence", 0),
        ("sequence", True),
        ("sequence", "1"),
        ("round", " 24 August"),
        ("author", ""),
        ("author", "lysoria\n"),
        ("author", "lyso\u202eria"),
        ("author", ["lysoria"]),
        ("kind", "manifest\x00signed"),
        ("time", "2025-08-24T09:05:00"),
        ("time", "2025-08-24T09:05:00+00:00"),
        ("time", "2025-08-24T09:05:00.5Z"),
        ("time", "2025-08-24 09:05:00Z"),
        ("time", "2025-8-24T09:05:00Z"),
        ("time", "2025-02-30T09:05:00Z"),
        ("time", "2025-08-24T23:59:60Z"),
        ("time", "٢٠٢٥-08-24T09:05:00Z"),
        ("time", 1756026300),
        ("facts", []),
        ("facts", None),
        ("sealed", {}),
        ("sealed", [{"digest": "ab" * 32, "size": 1}]),
        ("sealed", [{"digest": "AB" * 32, "size": 1, "for": ["observer"]}]),
        ("sealed", [{"digest": "../" * 21 + "x", "size": 1, "for": ["observer"]}]),
        ("sealed", [{"digest": "ab" * 32, "size": 0, "for": ["observer"]}]),
        ("sealed", [{"digest": "ab" * 32, "size": 1, "for": []}]),
        ("sealed", [{"digest": "ab" * 32, "size": 1, "for": "observer"}]),
        ("sealed", [{"digest": "ab" * 32, "size": 1, "for": ["observer", "lysoria"]}]),
        ("sealed", [{"digest": "ab" * 32, "size": 1, "for": ["observer", "observer"]}]),
        ("sealed", [{"digest": "ab" * 32, "size": 1, "for": [["observer"]]}]),
        ("sealed", [{"digest": "ab" * 32, "size": 1, "for": ["observer"]}] * 2),
        ("seen", None),
        ("seen", {"size": 0}),
        ("seen", {"size": -1, "root": EMPTY}),
        ("seen", {"size": 0, "root": EMPTY[:-1]}),
        ("seen", {"size": 0, "root": "AAAA"}),
        ("seen", {"size": 0, "root": EMPTY, "time": 1}),
    ],
)
def test_a_field_of_another_form_is_named(field, value):
    with pytest.raises(BadEntry, match=field):
        Entry.decode(encode({**json.loads(WRITTEN), field: value}))


@pytest.mark.parametrize(
    "time",
    [
        datetime(2025, 8, 24, 9),
        datetime(2025, 8, 24, 9, tzinfo=timezone(timedelta(hours=3))),
        datetime(2025, 8, 24, 9, 0, 0, 1, tzinfo=UTC),
    ],
)
def test_a_time_that_would_be_written_as_another_is_refused(time):
    with pytest.raises(BadEntry, match="time"):
        _entry(time, {})


def test_facts_without_a_canonical_form_cannot_be_signed():
    entry = _entry(datetime(2025, 8, 24, tzinfo=UTC), {"share": 0.5})
    with pytest.raises(NotCanonical, match=r"facts: share"):
        entry.encode()
