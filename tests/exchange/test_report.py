"""The page of a plan: every picture stands beside its numbers in a table, nothing runs, nobody is named."""

import re
import tomllib
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from exchange.by_hand import CIVILIAN, LYSORIA, TORVENIA, VARNIA, WOUNDED, held, soldiers, terms
from exchange.test_explanations import LATER

from wayhome.exchange import Balance, Criterion, Seats, Share, Stage, StageName, alternatives, frontier, solve
from wayhome.exchange.report import HELD, plan_page, plan_pages
from wayhome.exchange.report.rows import stage_rows
from wayhome.exchange.report.words import Words
from wayhome.people.categories import Category
from wayhome.people.languages import LANGUAGES

WORDS = tomllib.loads(files("wayhome.exchange").joinpath("data", "report.toml").read_text(encoding="utf-8"))

CAMP = Seats(LYSORIA, "Camp 3", counted=2)
AGREED = terms(most=5, seats=2, criteria=[Criterion.LONGEST_HELD], seats_by_place=(CAMP,), later_rounds=LATER)
POOL = [
    *soldiers(30, LYSORIA, TORVENIA),
    *soldiers(20, TORVENIA, LYSORIA),
    held("civilian", category=CIVILIAN, since="2022-02-01"),
    *(held(f"wounded {each}", LYSORIA, TORVENIA, WOUNDED, since="") for each in range(4)),
    *(held(f"camp {each}", facility="Camp 3", since=f"2021-0{each}-01") for each in range(1, 8)),
]


class Page(HTMLParser):
    """Tables of a page, row by row: the words of each cell, and the widths of the bars in the row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[tuple[list[str], list[float]]]] = {}
        self.tags: list[str] = []
        self._heading, self._cell, self._row, self._bars = "", "", [], []
        self._within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert not {"src", "href", "onclick"}.intersection(name for name, _ in attrs)
        self.tags.append(tag)
        self._within.append(tag)
        of = dict(attrs)
        if tag == "tr":
            self._row, self._bars = [], []
        elif tag in ("td", "th", "h2", "caption"):
            self._cell = ""
        elif tag == "rect" and of.get("class") in ("counted", "outside", "waiting") and "td" in self._within:
            self._bars.append(float(of["width"].rstrip("%")))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self._within.pop()

    def handle_data(self, data):
        self._cell += data

    def handle_endtag(self, tag):
        while self._within and self._within.pop() != tag:
            pass
        words = " ".join(self._cell.split())
        if tag == "h2":
            self._heading = words
        elif tag == "caption":
            self._heading = f"{self._heading.partition(':')[0]}: {words}"
        elif tag in ("td", "th"):
            self._row.append(words)
            self._cell = ""
        elif tag == "tr":
            self.tables.setdefault(self._heading, []).append((self._row, self._bars))

    def table(self, words: str) -> list[tuple[list[str], list[float]]]:
        (rows,) = [rows[1:] for heading, rows in self.tables.items() if words in heading]
        return rows


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(plan_page(solve(AGREED, POOL), frontier(AGREED, POOL), alternatives(AGREED, POOL)))


def numbers(row: list[str]) -> list[int]:
    return [int(cell) for cell in row if cell.isdigit()]


@pytest.mark.parametrize(
    "table", ["People of Torvenia in the pool", "People of Torvenia, by how long", "home to Torvenia"]
)
def test_each_bar_is_as_long_as_the_numbers_beside_it(page, table):
    rows = page.table(table)
    scale = {
        round(bar / number, 2) for row, bars in rows for bar, number in zip(bars, numbers(row), strict=False) if number
    }
    assert max(scale) - min(scale) < 0.05
    assert any(bars for _, bars in rows)


def test_who_goes_is_told_by_category_and_time_held(page):
    categories = {row[0]: numbers(row) for row, _ in page.table("People of Torvenia in the pool")}
    assert categories == {"Prisoners of war": [5, 2, 34], "Civilian detainees": [0, 0, 1]}
    assert {row[0]: numbers(row) for row, _ in page.table("People of Torvenia, by how long")}["Not stated"] == [0, 2, 2]
    assert sum(sum(numbers(row)) for row, _ in page.table("People of Torvenia, by how long")) == 42


def test_each_round_is_told(page):
    rows = [(row[0], numbers(row)) for row, _ in page.table("home to Torvenia")]
    assert rows == [
        ("1, 24 August 2026", [5, 2]),
        ("2, 7 September 2026", [5, 2]),
        ("3, 21 September 2026", [5, 1]),
    ]


def test_what_binds_says_what_one_more_would_bring(page):
    rows = {row[0]: row[2:] for row, _ in page.table("What binds")}
    assert rows["The most counted in a round: from Lysoria to Torvenia at its limit"] == ["5", "5", "6"]
    assert rows["Seats of the counted: held by Lysoria, Camp 3 at its limit"] == ["2", "2", "0"]


def test_what_else_there_is_stands_beside_the_plan(page):
    rows = page.table("What else could be chosen")
    assert [row[0] for row, _ in rows][:3] == [
        "This plan",
        "Nobody could have more without another having less",
        "The terms as they are",
    ]
    assert numbers(rows[0][0]) == [15, 15]
    assert "Counted in a round: at most 6" in [row[0] for row, _ in rows]


def test_every_stage_says_how_far_it_is_proven(page):
    rows = page.table("Stage by stage")
    assert all(row[-1] == "proven" and row[2] == row[3] for row, _ in rows)
    assert ["Counted people in all", "", "30", "30", "people", "proven"] in [row for row, _ in rows]


def test_parties_take_turns_to_be_first(page):
    headings = list(page.tables)
    first = [
        next(home for heading in headings if words in heading for home in (LYSORIA, TORVENIA) if home in heading)
        for words in ("in the pool", "by how long", "going home to")
    ]
    assert first == [LYSORIA, TORVENIA, LYSORIA]


def test_it_runs_nothing_and_names_nobody(page):
    written = plan_page(solve(AGREED, POOL))
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert not any(each.person in written for each in POOL if each.person != "civilian")


CIRCLE = terms(most=3, balance=Balance.CIRCLE, parties=(LYSORIA, TORVENIA, VARNIA))
AROUND = [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, VARNIA), *soldiers(3, VARNIA, LYSORIA)]
SHARED = terms(
    most=2,
    seats_by_place=(Seats(LYSORIA, "", counted=3),),
    shares=(Share("held_longer_than_30_days", TORVENIA, least=1),),
)
OTHERS = ((CIRCLE, AROUND), (SHARED, POOL), (terms(hostilities_ended=True), POOL), (terms(), []))


@pytest.fixture(scope="module")
def every_page() -> list[dict[str, str]]:
    return [
        plan_pages(solve(agreed, pool), frontier(agreed, pool), alternatives(agreed, pool))
        for agreed, pool in ((AGREED, POOL), *OTHERS)
    ]


def text_of(page: str) -> str:
    """What a reader is shown or read out: text and the labels of cells, without styles, names and places."""
    shown = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    labels = " ".join(re.findall(r'data-label="([^"]*)"', shown))
    text = re.sub(r"<[^>]*>", " ", f"{shown} {labels}")
    return re.sub("|".join((LYSORIA, TORVENIA, VARNIA, "Camp 3")), "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_one_language(every_page, language):
    own = {"en": "[A-Za-z]", "uk": "[А-ЩЬЮЯҐЄІЇа-щьюяґєії]", "ru": "[А-Яа-яЁё]", "ar": "[\u0600-\u06ff]"}[language]
    for pages in every_page:
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in pages[language]
        letters = {letter for letter in text_of(pages[language]) if letter.isalpha()}
        assert len(letters) > 20
        assert {letter for letter in letters if not re.fullmatch(own, letter)} == set()


def test_every_entry_has_every_language_and_the_same_values_in_each():
    for entry, words in WORDS.items():
        assert tuple(words) == LANGUAGES, entry
        assert len({tuple(sorted(re.findall(r"{(\w+)}", each))) for each in words.values()}) == 1, entry
        assert all(each.strip() for each in words.values()), entry
        assert len(set(words.values())) > 1 or entry == "round_on", entry


def test_there_are_words_for_every_category_time_and_stage():
    assert {f"category_{each.value}" for each in Category} | {f"held_{each}" for each in HELD} <= set(WORDS)
    about = {
        StageName.UNCONDITIONAL: [("A", "all"), ("A", "to", "B"), ("A", "from", ""), ("A", "free")],
        StageName.UNCONDITIONAL_ORDER: [("A", "all", "1"), ("A", "from", "Camp", "2")],
        StageName.COUNTED: [()],
        StageName.ROUND: [("2",)],
        StageName.FAIRNESS: [("A", "B", "C")],
    }
    stages = [Stage(name, each, 3, 4, None) for name in StageName for each in about.get(name, [("A", "1")])]
    for language in LANGUAGES:
        said = [Words(language).say(row.name) for row in stage_rows(stages)]
        assert len(set(said)) == len(said)
    assert "held by <bdi>A</bdi>, every other place" in " ".join(
        Words("en").say(row.name) for row in stage_rows(stages)
    )


def test_numbers_days_and_names_are_written_as_in_each_language():
    day = date(2025, 8, 24)
    assert [Words(each).day(day) for each in LANGUAGES] == [
        "24 August 2025",
        "24 серпня 2025\N{NARROW NO-BREAK SPACE}р.",
        "24 августа 2025\N{NARROW NO-BREAK SPACE}г.",
        "24 أغسطس 2025",
    ]
    thousands = ["1,234", "1\N{NO-BREAK SPACE}234", "1\N{NO-BREAK SPACE}234", "1,234"]
    assert [Words(each).number(1234) for each in LANGUAGES] == thousands
    assert Words("ru").names(("A", "B", "<C>")) == "<bdi>A</bdi>, <bdi>B</bdi> и <bdi>&lt;C&gt;</bdi>"


def test_a_partys_name_is_written_as_it_is():
    agreed = terms(parties=("<b>Lysoria", TORVENIA))
    assert "<b>Lysoria" not in plan_page(solve(agreed, []))
