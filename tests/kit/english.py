"""English that stands where somebody reads another language."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"<bdi>.*?</bdi>|\u2068.*?\u2069|<code.*?</code>", re.DOTALL)
"""What is shown as it is written somewhere else: cells, names of files, people and seats."""
_TAG = re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r"\b[A-Za-z]+ [a-z]+ [a-z']+\b")
"""Three Latin words in a row: codes of a list stand alone."""


def english(page: str) -> list[str]:
    """What reads like English in a page's own part, with the cells and names it quotes left out."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return english_text(_TAG.sub(" | ", _QUOTED.sub(" | ", main)))


def english_text(text: str) -> list[str]:
    """What reads like English in a text."""
    return _SENTENCE.findall(_QUOTED.sub(" | ", text))


def faults_in(page: str) -> str:
    """What a page says is wrong, without its marks."""
    found = re.search(r'<div class="faults".*?</div>', page, re.DOTALL)
    assert found, "the page says that nothing is wrong"
    return _TAG.sub(" | ", found[0])
