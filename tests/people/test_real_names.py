"""Real names, in pairs of spellings from Wikidata (CC0): collected where WAYHOME_NAMES names their folder."""

import pytest
from kit.real_names import agreement, cyrillic_east_slavic, east_slavic, false_partners, read, seen

from wayhome.people.names import arabic_skeleton, canonical, skeleton


@pytest.mark.parametrize("half", [True, False], ids=["seen", "unseen"])
def test_real_names_agree_across_alphabets(half: bool) -> None:
    """Floors a little below what was measured when the rules were written; the unseen half was never looked at."""
    pairs = [pair for pair in read("wd_russian_80") if seen(pair) is half]
    one_end, both_ends = cyrillic_east_slavic(pairs), east_slavic(pairs)
    assert len(one_end) > 4000
    assert len(both_ends) > 2800
    assert agreement(canonical, both_ends) >= 0.9
    assert agreement(skeleton, both_ends) >= 0.945
    assert agreement(canonical, one_end) >= 0.86
    assert agreement(skeleton, one_end) >= 0.92
    assert false_partners(canonical, one_end) <= 0.07


@pytest.mark.parametrize("half", [True, False], ids=["seen", "unseen"])
def test_real_arabic_spellings_share_their_skeleton(half: bool) -> None:
    pairs = [pair for pair in read("wd_arabic_80") if seen(pair) is half]
    assert agreement(arabic_skeleton, pairs) >= 0.8
