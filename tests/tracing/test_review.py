"""The page of pairs to be judged, and what it rests on."""

from datetime import date
from html.parser import HTMLParser

from tracing.test_trace import SERHII, entry

from wayhome.tracing import Judgement, Match, Verdict, by_worth, review_page, settling, traced

HELD = [
    entry("H1", "Мельниченко Сергей Фёдорович", "1990-05-03", birth_place="Вербное"),
    entry("H2", "<script>alert(1)</script>", "1990-05-03"),
]


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "href", "onclick"}.intersection(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_shows_both_rows_what_differs_first_and_what_would_settle_it() -> None:
    page = _Page(review_page((traced(HELD, [SERHII]), HELD, [SERHII])))
    text = " ".join(" ".join(page.words).split())
    assert "script" not in page.tags
    assert {"Миколайович", "Фёдорович"} <= set(text.split())
    assert "Миколайович Фёдорович Differs" in text
    assert text.index("Patronymic: different") < text.index("Date of birth: the same")
    assert "Service number on both lists: if the same" in text
    assert page.tags.count("rect") == text.count("÷") + text.count("×")


def test_names_are_shown_as_text_whatever_they_hold() -> None:
    sought = [entry("S1", "<b>Гай</b> Іван Петрович", "1990-05-03", service_number="440017")]
    held = [entry("H1", "<b>Кий</b> Олег Петрович", "1990-05-03", service_number="440017")]
    page = review_page((traced(held, sought), held, sought))
    assert "&lt;b&gt;Гай&lt;/b&gt;" in page
    assert "<b>" not in page


def test_what_was_judged_stands_with_who_when_and_why() -> None:
    said = Judgement("<i>Олена</i>", date(2025, 8, 18), "мати впізнала")
    verdict = Match("S1", "H1", 0.5, Verdict.SAME, (), said)
    page = review_page((traced(HELD, [SERHII], verdicts=[verdict]), HELD, [SERHII]))
    text = " ".join(" ".join(_Page(page).words).split())
    judged = text.partition("The verdicts of people")[2]
    assert "Мельниченко Сергей Фёдорович same <i>Олена</i> 2025-08-18 мати впізнала" in judged
    assert "<i>" not in page
    assert "The verdicts of people" not in review_page((traced(HELD, [SERHII]), HELD, [SERHII]))


def test_nothing_to_judge_is_said() -> None:
    assert "No pair waits for a verdict" in review_page((traced([], []), [], []))


def test_what_would_settle_it_are_the_fields_not_stated_those_that_change_most_first() -> None:
    result = traced(HELD, [SERHII])
    (match,) = result.matches
    found = settling(result, match)
    assert found[0].field == "service_number"
    assert found[0].different < found[0].same
    assert all(each.different <= match.probability <= each.same for each in found)
    assert not {each.field for each in found} & {reason.field for reason in match.reasons}


def test_a_decision_is_worth_the_doubt_it_takes_away() -> None:
    def match(sought: str, held: str, probability: float, verdict: Verdict = Verdict.POSSIBLE) -> Match:
        return Match(sought, held, probability, verdict)

    ordered = by_worth(
        [
            match("S1", "H1", 0.97),
            match("S2", "H2", 0.5, Verdict.UNSURE),
            match("S3", "H3", 0.5),
            match("S3", "H4", 0.5),
            match("S5", "H5", 0.5, Verdict.CONFIRMED),
        ]
    )
    assert [each.held_id for each in ordered] == ["H3", "H4", "H2", "H1"]
