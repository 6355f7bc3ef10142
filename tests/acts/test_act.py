"""Acts have one JSON form each, and it says what they are."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest
from kit.table import PACKAGE, START

from wayhome.acts import NotAnAct, Refused, Vocabulary
from wayhome.agreement import PackageProposed, RoundOpened, SeatTaken, each_once
from wayhome.rounds import VOCABULARY


@pytest.mark.parametrize("kind", VOCABULARY.kinds.values(), ids=lambda kind: kind.kind)
def test_every_act_is_a_frozen_documented_dataclass_with_authors(kind) -> None:
    assert is_dataclass(kind)
    assert kind.__doc__
    assert kind.__doc__ != kind.__mro__[1].__doc__
    assert kind.by
    assert "." in kind.kind
    for field in fields(kind):
        assert field.name not in ("price", "score", "utility", "weight", "worth")


def test_an_act_cannot_be_changed() -> None:
    act = SeatTaken("key")
    with pytest.raises(FrozenInstanceError):
        act.key = "another"


def test_the_digest_is_of_the_canonical_form_whatever_the_order_of_fields() -> None:
    act = RoundOpened("Рейс додому", ("A", "B"), "O", "R", "key")
    again = Vocabulary([RoundOpened]).act(act.kind, dict(reversed(act.facts.items())))
    assert again == act
    assert again.digest == act.digest
    assert len(act.digest) == 64


def test_a_field_left_out_is_another_form_even_where_it_has_a_default() -> None:
    act = RoundOpened("t", ("A", "B"), "O", "R", "key")
    without_names = {name: value for name, value in act.facts.items() if name != "names"}
    with pytest.raises(NotAnAct):
        VOCABULARY.act(act.kind, without_names)
    proposal = PackageProposed("0" * 64, (PACKAGE[0],), START)
    thin = dict(proposal.facts["returnees"][0])
    del thin["family"]
    with pytest.raises(NotAnAct):
        VOCABULARY.act(proposal.kind, {**proposal.facts, "returnees": [thin]})


def test_nobody_and_twice_are_refused() -> None:
    for wrong in ((), ("a", "a")):
        with pytest.raises(Refused, match="each once"):
            each_once(wrong)
