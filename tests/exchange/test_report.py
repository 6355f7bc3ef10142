"""The page of a plan: every picture stands beside its numbers in a table, nothing runs, nobody is named."""

from html.parser import HTMLParser

import pytest
from exchange.by_hand import CIVILIAN, LYSORIA, TORVENIA, VARNIA, WOUNDED, held, soldiers, terms
from exchange.test_explanations import LATER

from wayhome.exchange import Balance, Criterion, Seats, alternatives, frontier, solve
from wayhome.exchange.report import plan_page

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


@pytest.mark.parametrize("table", ["People of Torvenia in the pool", "People of Torvenia, held on", "home to Torvenia"])
def test_each_bar_is_as_long_as_the_numbers_beside_it(page, table):
    rows = page.table(table)
    scale = {
        round(bar / number, 2) for row, bars in rows for bar, number in zip(bars, numbers(row), strict=False) if number
    }
    assert max(scale) - min(scale) < 0.05
    assert any(bars for _, bars in rows)


def test_who_goes_is_told_by_category_and_time_held(page):
    categories = {row[0]: numbers(row) for row, _ in page.table("People of Torvenia in the pool")}
    assert categories == {"Prisoner of war": [5, 2, 34], "Civilian detainee": [0, 0, 1]}
    assert {row[0]: numbers(row) for row, _ in page.table("People of Torvenia, held on")}["Not stated"] == [0, 2, 2]
    assert sum(sum(numbers(row)) for row, _ in page.table("People of Torvenia, held on")) == 42


def test_each_round_is_told(page):
    rows = [(row[0], numbers(row)) for row, _ in page.table("home to Torvenia")]
    assert rows == [("1, 2026-08-24", [5, 2]), ("2, 2026-09-07", [5, 2]), ("3, 2026-09-21", [5, 1])]


def test_what_binds_says_what_one_more_would_bring(page):
    rows = {row[0]: row[2:] for row, _ in page.table("What binds")}
    assert rows["The most counted in a round: Lysoria to Torvenia at its limit"] == ["5", "5", "6"]
    assert rows["Seats (counted): Lysoria, Camp 3 at its limit"] == ["2", "2", "0"]


def test_what_else_there_is_stands_beside_the_plan(page):
    rows = page.table("What else could be chosen")
    assert [row[0] for row, _ in rows][:3] == [
        "This plan",
        "Nobody could have more without another having less",
        "The terms as they are",
    ]
    assert numbers(rows[0][0]) == [15, 15]
    assert "counted.most: 6" in [row[0] for row, _ in rows]


def test_every_stage_says_how_far_it_is_proven(page):
    rows = page.table("Stage by stage")
    assert all(row[-1] == "proven" and row[2] == row[3] for row, _ in rows)
    assert ["Counted people in all", "", "30", "30", "people", "proven"] in [row for row, _ in rows]


def test_parties_take_turns_to_be_first(page):
    headings = list(page.tables)
    first = [
        next(home for heading in headings if words in heading for home in (LYSORIA, TORVENIA) if home in heading)
        for words in ("in the pool", "held on the day", "going home to")
    ]
    assert first == [LYSORIA, TORVENIA, LYSORIA]


def test_it_runs_nothing_and_names_nobody(page):
    written = plan_page(solve(AGREED, POOL))
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert not any(each.person in written for each in POOL if each.person != "civilian")


def test_rounds_of_every_sort_have_a_page():
    circle = terms(most=3, balance=Balance.CIRCLE, parties=(LYSORIA, TORVENIA, VARNIA))
    around = [*soldiers(3, LYSORIA, TORVENIA), *soldiers(3, TORVENIA, VARNIA), *soldiers(3, VARNIA, LYSORIA)]
    for agreed, pool in ((circle, around), (terms(hostilities_ended=True), POOL), (terms(), [])):
        text = plan_page(solve(agreed, pool), frontier(agreed, pool), alternatives(agreed, pool))
        assert "<h2" in text


def test_a_partys_name_is_written_as_it_is():
    agreed = terms(parties=("<b>Lysoria", TORVENIA))
    assert "<b>Lysoria" not in plan_page(solve(agreed, []))
