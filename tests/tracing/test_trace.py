"""Pairs of entries that a list officer would know at a glance, and what the machine says of them."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.people import PartialDate, Particulars
from wayhome.tracing import ListedTwice, Match, Verdict, trace


def entry(id_: str, name: str = "", birth: str = "", **others: str) -> Particulars:
    """An entry from "Surname Given Patronymic" ("-" where not stated) and a date in parts."""
    surname, given, patronymic = ("" if part == "-" else part for part in (*name.split(), "-", "-", "-")[:3])
    return Particulars(
        id=id_,
        surname=surname,
        given_names=given.replace("_", " "),
        patronymic=patronymic,
        birth_date=PartialDate.parse(birth) if birth else None,
        **others,  # type: ignore[arg-type]
    )


def reasons(match: Match) -> list[str]:
    return list(map(str, match.reasons))


SERHII = entry("S1", "Мельниченко Сергій Миколайович", "1990-05-03", birth_place="Вербне")


@pytest.mark.parametrize(
    "name",
    [
        "Мельниченко Сергій Миколайович",
        "Мельниченко Сергей Николаевич",
        "МЕЛЬНИЧЕНКО СЕРГЕЙ НИКОЛАЕВИЧ",
        "Melnychenko Serhii Mykolaiovych",
        "Melnichenko Sergey Nikolayevich",
        "Melnitschenko Sergej Nikolajewitsch",
        "Mel’ničenko Sergej Nikolaevič",
        "Mielniczenko Serhij -",
        "Мельниченко Серёжа -",
        "Мельниченко Сергій_Миколайович -",
        "М" + "e" + "льничeнк" + "o Ceргій -",
        "Мельничнеко Сергій Миколайович",
        "Мельниченко Сергйй Миколайович",
        "Мельниченко С. М.",
        "Сергій Мельниченко Миколайович",
    ],
)
def test_one_person_in_many_spellings_is_confirmed(name: str) -> None:
    held = [entry("H1", name, "1990-05-03"), entry("H2", "Мельничук Степан Петрович", "1988-01-20")]
    (match,) = trace(held, [SERHII])
    assert (match.sought_id, match.held_id, match.verdict) == ("S1", "H1", Verdict.CONFIRMED)


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        ("1990-03-05", "birth_date: day and month exchanged"),
        ("1990-05-08", "birth_date: only the day differs"),
        ("1991-05-03", "birth_date: only the year differs"),
        ("1990", "birth_date: the same year, the rest not stated"),
        ("1990-05", "birth_date: the same year and month, the day not stated"),
    ],
)
def test_a_birth_date_that_agrees_in_part_confirms_and_says_how(birth: str, words: str) -> None:
    held = [entry("H1", "Melnichenko Sergey Nikolayevich", birth, birth_place="Вербное")]
    (match,) = trace(held, [SERHII])
    assert match.verdict is Verdict.CONFIRMED
    assert words in reasons(match)


def test_reasons_say_in_what_way_names_are_the_same() -> None:
    (match,) = trace([entry("H1", "Melnychenko Сергій Николаевич", "1990-05-03")], [SERHII])
    assert set(reasons(match)) == {
        "surname: same letters after transliteration",
        "given_names: the same",
        "patronymic: from the same father's name",
        "birth_date: the same",
    }


def test_twins_are_each_found_and_never_taken_for_one_another() -> None:
    born, home = "1995-11-02", {"birth_place": "Вербне", "unit": "12 бригада"}
    sought = [
        entry("S1", "Гончаренко Олег Петрович", born, **home),
        entry("S2", "Гончаренко Ігор Петрович", born, **home),
    ]
    held = [
        entry("H1", "Гончаренко Олег Петрович", born, **home),
        entry("H2", "Гончаренко Игорь Петрович", born, **home),
    ]
    assert [(match.sought_id, match.held_id, match.verdict) for match in trace(held, sought)] == [
        ("S1", "H1", Verdict.CONFIRMED),
        ("S2", "H2", Verdict.CONFIRMED),
    ]
    assert trace(held[:1], sought[1:]) == ()


def test_a_brother_is_not_the_one_sought() -> None:
    sought = [entry("S1", "Гончаренко Олег Петрович", "1995-11-02", birth_place="Вербне", unit="12 бригада")]
    brother = [entry("H1", "Гончаренко Роман Петрович", "1991-03-15", birth_place="Вербное", unit="12 бригада")]
    assert trace(brother, sought) == ()


def test_a_twin_under_the_same_number_is_shown_with_what_speaks_against_him_first() -> None:
    sought = [entry("S1", "Гончаренко Олег Петрович", "1995-11-02", service_number="АБ-440017")]
    held = [entry("H1", "Гончаренко Ігор Петрович", "1995-11-02", service_number="АБ 440017")]
    (match,) = trace(held, sought)
    assert match.verdict is Verdict.POSSIBLE
    assert reasons(match)[0] == "given_names: different"


def test_father_and_son_of_one_name_are_told_apart_by_a_generation() -> None:
    father = entry("H1", "Гончаренко Сергій Сергійович", "1962-04-09", birth_place="Вербне")
    son = entry("S1", "Гончаренко Сергій Сергійович", "1990-08-30", birth_place="Вербне")
    assert not any(match.verdict is Verdict.CONFIRMED for match in trace([father], [son]))
    both = [father, entry("H2", "Гончаренко Сергей Сергеевич", "1990-08-30", birth_place="Вербное")]
    assert [(match.held_id, match.verdict) for match in trace(both, [son])] == [("H2", Verdict.CONFIRMED)]


def test_a_namesake_with_another_patronymic_is_never_confirmed() -> None:
    held = [entry("H1", "Мельниченко Сергей Фёдорович", "1990-05-03", birth_place="Вербное")]
    (match,) = trace(held, [SERHII])
    assert match.verdict is Verdict.POSSIBLE
    assert reasons(match)[0] == "patronymic: different"


def test_a_namesake_with_another_birth_date_is_never_confirmed() -> None:
    held = [entry("H1", "Мельниченко Сергей Николаевич", "1984-12-27", birth_place="Вербное")]
    assert not any(match.verdict is Verdict.CONFIRMED for match in trace(held, [SERHII]))


def test_a_service_number_alone_is_possible_not_confirmed() -> None:
    sought = [entry("S1", "Мельниченко Сергій Миколайович", "1990-05-03", service_number="440017-Л")]
    held = [entry("H1", "Тютюнник Григорій Васильович", service_number="440017-Л")]
    matches = trace(held, sought)
    assert [match.verdict for match in matches] == [Verdict.POSSIBLE]
    assert reasons(matches[0])[:2] == ["given_names: different", "surname: different"]


def test_a_common_name_alone_proves_nothing() -> None:
    crowd = [entry(f"H{number}", "Ковальчук Іван -", f"19{number}-02-03") for number in range(60, 99)]
    assert trace(crowd, [entry("S1", "Ковальчук Іван -")]) == ()


def test_a_rare_surname_says_more_than_a_common_one() -> None:
    others = [entry(f"H{number}", "Ковальчук Петро Ілліч", f"19{number}-02-03") for number in range(60, 99)]
    held = [*others, entry("H1", "Ковальчук Іван -", "1991"), entry("H2", "Перебийніс Іван -", "1991")]
    sought = [entry("S1", "Ковальчук Іван Ілліч", "1991-04-01"), entry("S2", "Перебийніс Іван Ілліч", "1991-04-01")]
    found = {match.sought_id: match.probability for match in trace(held, sought)}
    assert found["S2"] > found.get("S1", 0.0)


def test_someone_listed_twice_stays_possible_twice_and_the_reason_says_so() -> None:
    held = [
        entry("H1", "Мельниченко Сергей Николаевич", "1990-05-03"),
        entry("H2", "Melnichenko Sergey Nikolayevich", "1990-05-03"),
    ]
    matches = trace(held, [SERHII])
    assert [(match.held_id, match.verdict) for match in matches] == [("H1", "possible"), ("H2", "possible")]
    assert {reasons(match)[0] for match in matches} == {"others: another entry is about as likely, or likelier"}


def test_exchanged_columns_are_seen_and_said() -> None:
    (match,) = trace([entry("H1", "Sergey Melnichenko -", "1990-05-03")], [SERHII])
    assert "names: the names stand in each other's columns on one list" in reasons(match)


def test_a_man_and_a_woman_of_one_short_name_are_two() -> None:
    held = [entry("H1", "Шевчук Саша -", "1990-05-03", sex="male")]
    sought = [entry("S1", "Шевчук Олександра Іванівна", "1990-05-03", sex="female")]
    assert not any(match.verdict is Verdict.CONFIRMED for match in trace(held, sought))


def test_strangers_and_empty_lists_give_nothing() -> None:
    assert trace([entry("H1", "Тютюнник Григорій Васильович", "1979-09-09")], [SERHII]) == ()
    assert trace([], [SERHII]) == trace([SERHII], []) == trace([], []) == ()


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(ListedTwice, match="held list has more than one entry with the id H1"):
        trace([entry("H1", "Гай Іван -"), entry("H1", "Кий Іван -")], [SERHII])


def test_progress_reaches_the_number_of_people_sought() -> None:
    told: list[tuple[int, int]] = []
    trace([SERHII], [entry(f"S{number}", "Гай Іван -") for number in range(450)], lambda *done: told.append(done))
    assert told[-1] == (450, 450)
    assert told == sorted(set(told))


people = st.builds(
    entry,
    st.just(""),
    st.tuples(
        st.sampled_from(["Мельниченко", "Мельник", "Melnik", "Гай", "Ковальський", "Kovalskaya", "Роман"]),
        st.sampled_from(["Сергій", "Сергей", "Олег", "Роман", "Саша", "О.", "Гай", "Зорепад", "Oleg"]),
        st.sampled_from(["-", "Петрович", "Petrovych", "Миколайович", "М."]),
    ).map(" ".join),
    st.sampled_from(["1990-05-03", "1990-03-05", "1990", "1990-05", "1962-05-03", "1991-06-04"]),
    birth_place=st.sampled_from(["", "Вербне", "с. Вербное", "Кринички"]),
    service_number=st.sampled_from(["", "", "440017", "440018"]),
    unit=st.sampled_from(["", "12 бригада", "5 полк"]),
)


def lists(letter: str) -> st.SearchStrategy[list[Particulars]]:
    numbered = st.lists(people, max_size=8)
    return numbered.map(lambda rows: [_with_id(row, f"{letter}{place}") for place, row in enumerate(rows)])


def _with_id(person: Particulars, id_: str) -> Particulars:
    return Particulars(**{name: getattr(person, name) for name in person.__dataclass_fields__} | {"id": id_})


@settings(max_examples=40, deadline=None)
@given(lists("H"), lists("S"), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(held: list[Particulars], sought: list[Particulars], random: Random) -> None:
    before = trace(held, sought)
    random.shuffle(held)
    random.shuffle(sought)
    assert trace(held, sought) == before


@settings(max_examples=40, deadline=None)
@given(lists("H"), lists("S"))
def test_a_confirmed_person_has_one_partner_and_the_machine_speaks_for_itself(
    held: list[Particulars], sought: list[Particulars]
) -> None:
    matches = trace(held, sought)
    confirmed = [match for match in matches if match.verdict is Verdict.CONFIRMED]
    assert (
        len({match.held_id for match in confirmed}) == len({match.sought_id for match in confirmed}) == len(confirmed)
    )
    assert not any(match.verdict.is_human for match in matches)
    assert all(0 < match.probability < 1 and match.reasons for match in matches)


@settings(max_examples=40, deadline=None)
@given(lists("H"), lists("S"))
def test_held_and_sought_may_change_places(held: list[Particulars], sought: list[Particulars]) -> None:
    there = {(match.sought_id, match.held_id): (match.probability, match.verdict) for match in trace(held, sought)}
    back = {(match.held_id, match.sought_id): (match.probability, match.verdict) for match in trace(sought, held)}
    assert there == back


@settings(max_examples=40, deadline=None)
@given(lists("P"))
def test_a_list_traced_against_itself_finds_everybody(rows: list[Particulars]) -> None:
    found = {(match.sought_id, match.held_id) for match in trace(rows, rows)}
    assert found >= {(person.id, person.id) for person in rows}


def test_the_date_an_office_program_writes_for_none_is_no_birth_date() -> None:
    person = Particulars(
        id="S-1",
        surname="Мельниченко",
        given_names="Сергій",
        patronymic="Іванович",
        birth_date=PartialDate(1990, 2, 3),
        service_number="АБ-123456",
    )
    held = replace(person, id="H-1", birth_date=PartialDate(1900, 1, 1))
    (match,) = trace([held], [person])
    assert "birth_date" not in {reason.field for reason in match.reasons}


def test_somebody_whose_names_stand_one_column_on_is_found() -> None:
    born = PartialDate(1990, 5, 3)
    held = [Particulars("H-1", "Петрович", "Мельниченко", "Сергій", born)]
    (match,) = trace(held, [Particulars("S-1", "Мельниченко", "Сергій", "Петрович", born)])
    assert match.verdict is Verdict.CONFIRMED
