"""What terms may not say, tried key by key: nobody protected gets into a count, nobody gets a worth."""

import pytest

from wayhome import law


def broken(written: dict) -> set[str]:
    """The numbers of the rules that these terms break."""
    breaches = (
        *law.ranking_people_on_what_no_article_permits(written),
        *law.making_protected_people_consideration(written),
        *law.putting_the_seriously_wounded_in_a_count(written),
        *law.leaving_no_seat_for_the_wounded(written),
        *law.withholding_without_a_lawful_reason(written),
        *law.keeping_a_ratio_after_hostilities(written, hostilities_ended=written.get("hostilities_ended") is True),
    )
    return {breach.rule for breach in breaches}


def counted(**more) -> dict:
    return {"counted": {"most": 100, **more}}


def share(of: str, **limits) -> dict:
    return counted(shares=[{"of": of, **(limits or {"least": 1})}])


def rank(name: str) -> dict:
    return counted(
        equivalents={"band": 0, "ranks": [{"rank": "captain", "privates": 6}, {"rank": name, "privates": 2}]}
    )


def withheld(reason: str, stated: str = "Case 14/26 of the court of Aldport, robbery", **more) -> dict:
    return {"withheld": [{"person": "K7Q2", "by": "Lysoria", "reason": reason, "stated": stated, **more}]}


@pytest.mark.parametrize(
    "written",
    [
        counted(categories=["prisoner_of_war", "civilian_internee"]),
        counted(categories=["retained_personnel"]),
        share("civilian_detainee"),
        share("retained_personnel", least_percent=5),
        share("child"),
        share("mother_of_infant"),
        share("younger_than_18"),
        share("younger_than_9"),
        share("families"),
        share("Civilian"),
        rank("civilian"),
        rank("Chaplain"),
        rank("surgeon-major"),
        rank("medic"),
        rank("ｃｉｖｉｌｉａｎ"),
        rank("військовий лікар"),
        rank("медсестра"),
        rank("військовий капелан"),
        rank("гражданский"),
        rank("طبيب"),
        rank("مدني"),
        counted(equivalents={"civilian": 2}),
        counted(equivalents={"ranks": [{"rank": "mother of a soldier", "privates": 1}]}),
        counted(ratio=[{"party": "Lysoria", "civilians": 2}]),
        counted(ratio={"children": 1, "soldiers": 3}),
        {"ratio": {"civilian_internee": 1}},
        {"unconditional": {"after": "counted"}},
        {"unconditional": {"if": "balance"}},
        {"unconditional": {"until": "2026-01-01"}},
        {"unconditional": {"seats": 5, "ratio": 2}},
        {"unconditional": {"shares": [{"of": "women", "most": 2}]}},
        {"in_exchange_for": {"families": 3}},
    ],
)
def test_l23_nobody_protected_gets_into_a_count(written):
    assert "L23" in broken(written)


@pytest.mark.parametrize(
    "written",
    [
        counted(categories=["seriously_wounded_or_sick"]),
        share("seriously_wounded_or_sick"),
        share("wounded", most_percent=10),
        rank("wounded captain"),
        rank("поранений"),
        rank("раненый"),
        rank("جريح"),
        counted(equivalents={"sick": 1}),
        counted(ratio=[{"party": "Lysoria", "sick": 2}]),
        {**counted(), "unconditional": {"seats": 0}},
        {**counted(), "seats": [{"holder": "Lysoria", "place": "Camp 3", "counted": 40, "unconditional": 0}]},
        {**counted(), "seats": [{"holder": "Lysoria", "place": "", "unconditional": 0}]},
    ],
)
def test_l8_no_wounded_person_gets_into_a_count_or_waits_for_one(written):
    assert "L8" in broken(written)


@pytest.mark.parametrize(
    "written",
    [
        {"criteria": ["fame"]},
        {"criteria": ["longest_held", "Youngest"]},
        {"criteria": ["named"]},
        {"criteria": ["older_than_5"]},
        {"criteria": ["younger_than_18"]},
        {"criteria": ["held_longer_than_0_days"]},
        {"criteria": ["longest_held; officers"]},
        {"criteria": [["rank"]]},
        {"criteria": "rank"},
        share("officers"),
        share("nationality"),
        share("longest_held"),
        share("named"),
        share("women", most=0),
        share("women", least=1, most_percent=10),
        rank("hero of the republic"),
        rank("captain of high worth"),
        rank("Герой"),
        rank("politically reliable captain"),
        counted(weight={"captain": 2}),
        counted(shares=[{"of": "women", "least": 1, "score": 3}]),
        {"withheld": [{**withheld("prosecution")["withheld"][0], "ransom": 5}]},
        {"seats": [{"holder": "Lysoria", "place": "", "counted": 3, "price": 1}]},
        counted(equivalents={"ranks": [{"rank": "captain", "privates": 6, "nationality": "x"}]}),
    ],
)
def test_l2_nobody_gets_a_worth_and_no_other_order_is_made(written):
    assert "L2" in broken(written)


@pytest.mark.parametrize(
    "written",
    [
        withheld("discipline"),
        withheld("disciplinary punishment"),
        withheld("security"),
        withheld(""),
        withheld("prosecution", ""),
        withheld("prosecution", "pending"),
        withheld("prosecution", "criminal proceedings before a court"),
        withheld("conviction", "sentenced"),
        withheld("prosecution", "кримінальна справа, суд"),
        withheld("prosecution", "уголовное дело в суде"),
        withheld("prosecution", "قضية جنائية أمام محكمة"),
        withheld("prosecution", "disciplinary case 3 of camp 4"),
        withheld("conviction", "дисциплінарне стягнення, табір 3"),
        withheld("prosecution", "дисциплинарное дело, лагерь 3"),
        withheld("prosecution", "عقوبة تأديبية في المعسكر"),
        withheld("prosecution", "robbery in Aldport, until the crew of the Halcyon is returned"),
        withheld("prosecution", "robbery in Aldport, kept for exchange"),
        withheld("conviction", "розбій, Альдпорт, для обміну"),
        withheld("unfit", "certified by the mixed commission"),
        withheld("unfit", "", until="2026-10-01"),
        {"withheld": [{"person": "K7Q2", "by": "Lysoria"}]},
    ],
)
def test_l13_nobody_is_withheld_without_a_lawful_and_named_reason(written):
    (breach,) = law.withholding_without_a_lawful_reason(written)
    assert (breach.rule, breach.subjects) == ("L13", ("K7Q2",))
    assert "GC III 115, 119" in breach.article


@pytest.mark.parametrize(
    "key",
    [
        {"most": 1},
        {"ratio": [{"party": "Lysoria", "heads": 2}]},
        {"balance": "circle"},
        {"equivalents": {"band": 0, "ranks": [{"rank": "captain", "privates": 6}]}},
        {"shares": [{"of": "women", "least": 1}]},
    ],
)
def test_l16_after_hostilities_nothing_balances_anybody(key):
    written = {"counted": {"most": 0, **key}, **withheld("prosecution")}
    assert "L16" in broken({**written, "hostilities_ended": True})
    assert "L16" not in broken({**written, "hostilities_ended": False})


@pytest.mark.parametrize(
    "written",
    [
        {"parties": ["Lysoria", "Torvenia"], "criteria": ["women", "families", "held_longer_than_90_days"]},
        {"criteria": ["younger_than_25", "older_than_55", "longest_held", "youngest", "oldest"]},
        counted(ratio=[{"party": "Medicina", "heads": 2}, {"party": "Childeric", "heads": 1}]),
        share("women", least_percent=10),
        share("younger_than_19", most=5),
        share("older_than_60", home="Sickonia", least=1),
        share("prisoner_of_war", most=5),
        rank("Sergeant of infantry"),
        rank("Infanteriefeldwebel"),
        rank("petty officer, 2nd class"),
        rank("прапорщик"),
        rank("рядовой"),
        rank("نقيب"),
        {**counted(), "seats": [{"holder": "Lysoria", "place": "Racecourse", "counted": 0, "unconditional": 0}]},
        {**counted(), "seats": [{"holder": "Lysoria", "place": "Children's hospital", "unconditional": 8}]},
        withheld("prosecution"),
        withheld("conviction", "Вирок суду м. Альдпорт, справа 14/26, розбій"),
        withheld("prosecution", "Taking of hostages and kidnapping for ransom, case 3, Aldport"),
        withheld("prosecution", "Persecution on religious grounds, case 9, Aldport", until="2026-10-01"),
        withheld("unfit", "mixed medical commission, 3 August", until="2026-10-01"),
        {"hostilities_ended": True, "counted": {"most": 0, "balance": "pairs"}, **withheld("conviction")},
    ],
)
def test_what_the_law_permits_is_left_alone(written):
    assert not broken(written)
