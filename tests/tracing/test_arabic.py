"""Lists of which one is in Arabic script."""

from wayhome.people import PartialDate, Particulars
from wayhome.tracing import Register, Verdict, trace

BORN = PartialDate(1994, 2, 17)
SOUGHT = [
    Particulars("S-1", "الحسيني", "محمد", birth_date=BORN),
    Particulars("S-2", "القحطاني", "يوسف", birth_date=PartialDate(1988, 7, 3)),
]


def test_one_person_in_three_alphabets() -> None:
    for surname, given in (("Al-Husseini", "Mohammed"), ("Аль-Хусейни", "Мухаммад"), ("الحسيني", "محمد")):
        held = [Particulars("H-1", surname, given, birth_date=BORN), Particulars("H-2", "Qasimi", "Yusuf")]
        (match,) = trace(held, SOUGHT)
        assert (match.sought_id, match.held_id, match.verdict) == ("S-1", "H-1", Verdict.CONFIRMED)


def test_it_is_said_that_surnames_sound_alike() -> None:
    (match,) = trace([Particulars("H-1", "Al-Qahtani", "Yousef", birth_date=PartialDate(1988, 7, 3))], SOUGHT)
    assert "surname: sounds alike" in map(str, match.reasons)


def test_a_register_in_arabic_script_is_asked_in_latin_letters() -> None:
    (match,) = Register(SOUGHT).inquire(Particulars("?", "Al-Husseini", "Mohammed", birth_date=BORN))
    assert (match.held_id, match.verdict) == ("S-1", Verdict.CONFIRMED)
