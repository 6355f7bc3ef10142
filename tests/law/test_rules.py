"""Each rule of law, broken on purpose; and left alone where nothing is wrong."""

from wayhome import law
from wayhome.people.categories import Category, Condition, Track
from wayhome.people.returnees import Returnee


def returnee(
    person: str = "SOLDIER",
    track: Track = Track.COUNTED,
    category: Category = Category.PRISONER_OF_WAR,
    *conditions: Condition,
) -> Returnee:
    return Returnee(person, "Torvenia", "Lysoria", track, category, conditions)


SOLDIER = returnee()
WOUNDED = returnee("WOUNDED", Track.UNCONDITIONAL, Category.PRISONER_OF_WAR, Condition.SERIOUSLY_WOUNDED_OR_SICK)
CIVILIAN = returnee("CIVILIAN", Track.UNCONDITIONAL, Category.CIVILIAN_DETAINEE)
CHILD = returnee("CHILD", Track.UNCONDITIONAL, Category.CIVILIAN_INTERNEE, Condition.CHILD)


def only(breaches: tuple[law.Breach, ...]) -> law.Breach:
    (breach,) = breaches
    return breach


def test_every_rule_has_number_article_and_reason() -> None:
    numbers = {rule.number for rule in law.RULES}
    assert {"L2", "L5", "L8", "L10", "L16", "L23", "L28", "L31"} <= numbers
    assert all(rule.article and str(rule.reason).endswith(".") and rule.forbids for rule in law.RULES)


def test_l8_the_seriously_wounded_are_never_counted() -> None:
    counted = returnee("WOUNDED", Track.COUNTED, Category.PRISONER_OF_WAR, Condition.SERIOUSLY_WOUNDED_OR_SICK)
    breach = only(law.counting_the_seriously_wounded([SOLDIER, counted]))
    assert (breach.rule, breach.subjects) == ("L8", ("WOUNDED",))
    assert "GC III 109" in str(breach)
    assert not law.counting_the_seriously_wounded([SOLDIER, WOUNDED])


def test_l23_civilians_children_and_retained_personnel_are_never_counted() -> None:
    counted = [
        returnee("civilian", Track.COUNTED, Category.CIVILIAN_INTERNEE),
        returnee("child", Track.COUNTED, Category.PRISONER_OF_WAR, Condition.CHILD),
        returnee("medic", Track.COUNTED, Category.RETAINED_PERSONNEL),
        SOLDIER,
    ]
    breach = only(law.counting_civilians_or_retained_personnel(counted))
    assert (breach.rule, breach.subjects) == ("L23", ("child", "civilian", "medic"))
    assert not law.counting_civilians_or_retained_personnel([SOLDIER, CIVILIAN, CHILD])


def test_an_accredited_war_correspondent_is_a_prisoner_of_war_and_a_journalist_is_not() -> None:
    correspondent = returnee("correspondent", Track.COUNTED, Category.ACCOMPANYING)
    journalist = returnee("journalist", Track.COUNTED, Category.CIVILIAN_DETAINEE)
    assert not law.counting_civilians_or_retained_personnel([correspondent])
    assert law.counting_civilians_or_retained_personnel([journalist])


def test_l31_a_family_goes_together_or_not_at_all() -> None:
    breach = only(law.splitting_a_family({"mother"}, [("mother", "child"), ("father", "son")]))
    assert (breach.rule, breach.subjects) == ("L31", ("child",))
    assert not law.splitting_a_family({"mother", "child"}, [("mother", "child"), ("father", "son")])


def test_l31_a_child_needs_a_guardian_on_record() -> None:
    assert only(law.moving_a_child_without_guardian([CHILD, SOLDIER], set())).subjects == ("CHILD",)
    assert not law.moving_a_child_without_guardian([CHILD, SOLDIER], {"CHILD"})


def test_l2_nothing_but_permitted_criteria_can_order_people() -> None:
    assert not law.ranking_people_on_what_no_article_permits({"criteria": ["longest_held", "women", "youngest"]})
    for forbidden in ("nationality", "fame", "usefulness", "religion", "unit"):
        assert only(law.ranking_people_on_what_no_article_permits({"criteria": [forbidden]})).rule == "L2"
    for key in ("price", "weights", "score", "ransom"):
        assert only(law.ranking_people_on_what_no_article_permits({"counted": {key: 3}})).subjects == (
            f"counted.{key}",
        )


def test_l23_no_term_makes_civilians_consideration() -> None:
    for written in (
        {"counted": {"categories": ["prisoner_of_war", "civilian_internee"]}},
        {"equivalents": {"civilian": 2}},
        {"ratio": {"retained_personnel": 1}},
        {"unconditional": {"in_return_for": "prisoner_of_war"}},
        {"unconditional": {"after": "counted"}},
    ):
        assert only(law.making_protected_people_consideration(written)).rule == "L23"
    assert not law.making_protected_people_consideration(
        {"counted": {"most": 146, "categories": ["prisoner_of_war"]}, "unconditional": {"seats": 60}}
    )


def test_l8_no_term_counts_the_wounded() -> None:
    assert (
        only(law.putting_the_seriously_wounded_in_a_count({"equivalents": {"seriously_wounded_or_sick": 1}})).rule
        == "L8"
    )


def test_l8_terms_that_count_leave_seats_for_the_wounded() -> None:
    breach = only(law.leaving_no_seat_for_the_wounded({"counted": {"most": 4}, "unconditional": {"seats": 0}}))
    assert breach.rule == "L8"
    assert not law.leaving_no_seat_for_the_wounded({"counted": {"most": 0}, "unconditional": {"seats": 0}})
    assert not law.leaving_no_seat_for_the_wounded({"counted": {"most": 4}, "unconditional": {"seats": 20}})


def test_l16_after_hostilities_no_ratio_stands() -> None:
    terms = {"counted": {"most": 146}, "ratio": {"private": 1}}
    breach = only(law.keeping_a_ratio_after_hostilities(terms, hostilities_ended=True))
    assert (breach.rule, breach.subjects) == ("L16", ("counted.most", "ratio"))
    assert not law.keeping_a_ratio_after_hostilities(terms, hostilities_ended=False)
    assert not law.keeping_a_ratio_after_hostilities({"counted": {"most": 0}}, hostilities_ended=True)


def test_l5_a_departure_needs_the_manifest_and_every_partys_acknowledgement() -> None:
    breach = only(
        law.departing_without_manifest_and_notice(
            aboard=["a", "stowaway"], manifest=["a", "b"], acknowledged=["Lysoria"], parties=["Lysoria", "Torvenia"]
        )
    )
    assert (breach.rule, breach.subjects) == ("L5", ("Torvenia", "stowaway"))


def test_l10_and_l28_nobody_moves_without_wish_and_screening() -> None:
    assert only(law.moving_without_an_own_wish(["a", "b"], {"a"})).subjects == ("b",)
    assert only(law.moving_without_protection_screening(["a", "b"], {"b"})).subjects == ("a",)


def test_l23_the_protected_never_wait_for_the_counted() -> None:
    assert only(law.making_protected_people_wait_for_counted([CIVILIAN, WOUNDED], [SOLDIER])).subjects == (
        "CIVILIAN",
        "WOUNDED",
    )
    assert not law.making_protected_people_wait_for_counted([SOLDIER], [CIVILIAN])
    assert not law.making_protected_people_wait_for_counted([CIVILIAN], [WOUNDED])
