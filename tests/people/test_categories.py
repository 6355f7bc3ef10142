from itertools import chain, combinations

import pytest

from wayhome.people import CIVILIAN, COUNTABLE, Category, Condition, is_protected


@pytest.mark.parametrize("category", [Category.PRISONER_OF_WAR, Category.ACCOMPANYING])
def test_a_prisoner_of_war_in_good_health_may_be_counted(category: Category) -> None:
    assert not is_protected(category, frozenset())


@pytest.mark.parametrize(
    "category", [Category.CIVILIAN_INTERNEE, Category.CIVILIAN_DETAINEE, Category.RETAINED_PERSONNEL]
)
def test_a_civilian_a_medic_and_a_chaplain_may_not_be_counted(category: Category) -> None:
    assert is_protected(category, frozenset())


@pytest.mark.parametrize("category", list(Category))
def test_with_any_condition_nobody_may_be_counted(category: Category) -> None:
    some = chain.from_iterable(combinations(Condition, size) for size in (1, 2, 3))
    assert all(is_protected(category, frozenset(conditions)) for conditions in some)


def test_no_civilian_is_countable() -> None:
    assert not CIVILIAN & COUNTABLE
