import pytest
from exchange.by_hand import LYSORIA, TORVENIA, terms

from wayhome.exchange import BadOrder, CountedTerms, Order, UnlawfulOrder, orders_of, read_order

GIVEN = """\
party = "Torvenia"
criteria = ["named", "longest_held"]
named = ["K7Q2", "M4XA"]
"""


def test_what_a_party_wrote_is_what_its_order_says(tmp_path):
    order = Order(TORVENIA, ("named", "longest_held"), ("K7Q2", "M4XA"))
    assert read_order(GIVEN) == order
    (tmp_path / "torvenia.toml").write_text(GIVEN, encoding="utf-8")
    assert read_order(tmp_path / "torvenia.toml") == order


@pytest.mark.parametrize(
    ("found", "instead", "key"),
    [
        ('"Torvenia"', '""', "party"),
        ('party = "Torvenia"', "", "party"),
        ('"longest_held"]', '"longest_held", "longest_held"]', "criteria"),
        ('["named", "longest_held"]', "7", "criteria"),
        ('["named", "longest_held"]', '["longest_held"]', "named"),
        ('["K7Q2", "M4XA"]', '["K7Q2", "K7Q2"]', "named"),
        ('["K7Q2", "M4XA"]', "[]", "named"),
        ('["K7Q2", "M4XA"]', "[1]", "named"),
        ("named = [", "preferred = [", "preferred"),
        ("party =", "party", "the text"),
    ],
)
def test_a_mistake_is_named_with_its_key_and_its_cure(found, instead, key, tmp_path):
    path = tmp_path / "torvenia.toml"
    path.write_text(GIVEN.replace(found, instead), encoding="utf-8")
    with pytest.raises(BadOrder, match=r"torvenia\.toml: .*expected .*to mend it, ") as refusal:
        read_order(path)
    assert refusal.value.key == key


@pytest.mark.parametrize(
    "written",
    ['criteria = ["fame"]', 'criteria = ["Longest_held"]', "criteria = []\nworth = 3", "criteria = []\nscore.K7Q2 = 9"],
)
def test_an_order_is_held_against_the_law_as_terms_are(written):
    with pytest.raises(UnlawfulOrder, match="GC III 14, 16"):
        read_order(f'party = "Torvenia"\n{written}')


def test_a_party_that_gives_no_order_has_that_of_the_terms():
    agreed = terms(most=5, criteria=["women"])
    own = Order(TORVENIA, ("oldest",))
    assert orders_of(agreed, [own]) == {LYSORIA: Order(LYSORIA, ("women",)), TORVENIA: own}


@pytest.mark.parametrize(
    ("orders", "key"),
    [
        ([Order("Nowhere", ("oldest",))], "party"),
        ([Order(TORVENIA, ("oldest",)), Order(TORVENIA, ("women",))], "party"),
        ([Order(TORVENIA, ("named",), ("a", "b", "c"))], "named"),
    ],
)
def test_an_order_must_fit_the_terms(orders, key):
    agreed = terms(counted=CountedTerms(5, asked_by_name=2))
    with pytest.raises(BadOrder) as refusal:
        orders_of(agreed, orders)
    assert refusal.value.key == key
    assert orders_of(agreed, [Order(TORVENIA, ("named",), ("a", "b"))])


def test_an_order_made_by_hand_is_held_against_the_law_too():
    with pytest.raises(UnlawfulOrder):
        orders_of(terms(), [Order(TORVENIA, ("usefulness",))])
