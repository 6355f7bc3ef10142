"""The account as a page: what stands on it, and that anybody can read it anywhere."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from wayhome.agreement import Agreement, RoundOpened
from wayhome.claims import ClaimKind, ClaimLodged, Claims
from wayhome.handover import Handover
from wayhome.reception import Reception
from wayhome.record import Record
from wayhome.record.page import account_page
from wayhome.record.sentences import wording

VOID = {"meta", "br", "link", "line", "rect", "polyline"}


def page_of(sample, **more: object) -> str:
    return account_page(
        agreement=sample.agreement,
        handover=sample.handover,
        reception=sample.reception,
        claims=sample.claims,
        record=sample.record,
        statements=sample.statements,
        size=133,
        root="3f" * 32,
        **more,
    )


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes, its words, and whether each element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"closed out of turn: {tag}"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.texts).split())


def test_the_page_loads_nothing_and_runs_nothing(sample, publish) -> None:
    publish(sample)
    page = page_of(sample)
    reader = Reader(page)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in reader.elements}
    assert not [
        attribute
        for _, attributes in reader.elements
        for attribute in attributes
        if attribute in ("src", "href", "action") or attribute.startswith("on")
    ]
    assert "url(" not in page
    assert "@import" not in page


def test_nobody_is_named_on_the_page(sample, publish) -> None:
    publish(sample)
    page = page_of(sample)
    assert not [person for person in (*sample.agreement.signed, "TL9", "stranger") if person in page]


def test_headings_and_labels_lead_through_the_page(sample, publish) -> None:
    publish(sample)
    reader = Reader(page_of(sample))
    levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    ids = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = {attributes["aria-labelledby"] for _, attributes in reader.elements if "aria-labelledby" in attributes}
    assert labels <= set(ids)


def test_every_table_has_a_caption_and_headed_rows_and_columns(sample) -> None:
    reader = Reader(page_of(sample))
    tags = [tag for tag, _ in reader.elements]
    assert tags.count("table") == tags.count("caption") == 5
    assert all("scope" in attributes for tag, attributes in reader.elements if tag == "th")


def test_every_figure_of_the_account_is_on_the_page(sample) -> None:
    words = Reader(page_of(sample)).words
    assert "People held by Lysoria , at home with Torvenia" in words
    assert "Signed for 4 2 of these replaced by another, with both signatures 0 0 Received 3 2" in words
    assert "Shortfall: signed for and not received 1 0" in words
    assert "From Lysoria to Torvenia , counted part: 1." in words


def test_the_parties_take_turns_to_be_first_and_are_shown_alike(sample) -> None:
    page = page_of(sample)
    figures, account = page.index('id="figures"'), page.index('id="account"')
    assert page.index("Lysoria", figures) < page.index("Torvenia", figures)
    assert page.index("Torvenia", account) < page.index("Lysoria", account)
    assert page.count('<section class="card"') == 2
    assert page.count("<figure>") == 2


def test_the_line_of_each_party_meets_the_agreed_step_and_does_not_cross_it(sample) -> None:
    reader = Reader(page_of(sample))
    lines = [attributes for tag, attributes in reader.elements if tag == "polyline"]
    agreed = [attributes["y1"] for tag, attributes in reader.elements if attributes.get("class") == "agreed"]
    assert agreed == ["0", "0"]
    for line in lines:
        depths = [int(point.split(",")[1]) for point in str(line["points"]).split()]
        assert min(depths) == 0
        assert depths[0] == 2


def test_what_went_wrong_stands_there_with_its_word_and_handling(sample) -> None:
    words = Reader(
        page_of(sample, waited=[(sample.time - timedelta(hours=5), "3 people more; the terms allow 2.")])
    ).words
    for word in ("Unfit", "Substitution", "Unlisted", "Count differed", "Not cleared", "Frozen", "Waited"):
        assert f"UTC {word} " in words
    assert "3 people more; the terms allow 2." in words
    assert "One thing here is not in the journal" in words
    assert "One thing here is not in the journal" not in Reader(page_of(sample)).words


def test_each_claim_stands_beside_its_answers(sample) -> None:
    words = Reader(page_of(sample)).words
    assert (
        "Lysoria states Civilians held and not returned by Torvenia : 20 "
        "Torvenia answers Not held: 11 Not detained and free to leave: 8 Not held: 12"
    ) in words
    assert "Lysoria answers No answer yet." in words


def test_the_communique_stands_as_published(sample, publish) -> None:
    assert "No communiqué has been published." in Reader(page_of(sample)).words
    publish(sample)
    words = Reader(page_of(sample)).words
    for digest in sample.record.published:
        assert wording(sample.record.sentences[digest].proposed, sample.agreement.names, "en") in words


def test_the_journal_and_the_way_to_check_it_are_named(sample) -> None:
    words = Reader(page_of(sample)).words
    assert "3f" * 32 in words
    assert "Journal, entries 133" in words
    assert "wayhome verify JOURNAL" in words


def test_a_round_that_has_only_begun_has_a_page(signed) -> None:
    words = Reader(page_of(signed)).words
    assert "Open: figures may still change" in words
    assert "Nobody has crossed yet." in words
    assert "Able to travel, not received 0 0" in words


def test_a_round_without_a_statement_has_a_page() -> None:
    page = account_page(
        agreement=Agreement(),
        handover=Handover(),
        reception=Reception(),
        claims=Claims(),
        record=Record(),
        statements=[],
        size=0,
        root="",
    )
    assert "Nothing has been stated yet." in Reader(page).words


def test_what_somebody_wrote_cannot_become_part_of_the_page(signed) -> None:
    signed.say("lysoria", ClaimLodged("<script>alert(1)</script>", "torvenia", ClaimKind.OWED, 1, civilians=False))
    opened = signed.statements[0].act
    assert isinstance(opened, RoundOpened)
    signed.agreement = type(signed.agreement)(**{**vars(signed.agreement), "title": "<b>“Return” & more</b>"})
    page = page_of(signed)
    assert "<script>" not in page
    assert "&lt;b&gt;“Return” &amp; more&lt;/b&gt;" in page


def test_every_kind_of_claim_is_shown_in_words_of_its_own(signed) -> None:
    for heads, kind in enumerate(ClaimKind, 41):
        signed.say("lysoria", ClaimLodged(f"claim {kind}", "torvenia", kind, heads, civilians=False))
    shown = re.findall(r"People ([^:]+?) by [^:]+: 4\d", Reader(page_of(signed)).words)
    assert len(set(shown)) == len(shown) == len(ClaimKind)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
@pytest.mark.parametrize("colour", ["ink", "quiet", "petrol", "amber"])
def test_every_word_stands_out_from_its_ground(colour: str, ground: str, mode: int) -> None:
    css = files("wayhome").joinpath("templates", "house.css").read_text("utf-8")
    tokens = {name: pair for name, *pair in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", css)}
    lighter, darker = sorted((luminance(tokens[name][mode]) for name in (colour, ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
