"""The chapters of the demo, in order. Each one's first line is its heading."""

from __future__ import annotations

from collections.abc import Callable

from wayhome.cli.demo.agreeing import agree_terms, ask_each_other, draw, open_round, the_others_sign, torvenia_signs
from wayhome.cli.demo.moving import ask_wishes, cross, depart, gather, replace_the_unfit
from wayhome.cli.demo.recording import claim_and_answer, draw_up_account, publish, receive_into_care
from wayhome.cli.demo.story import Story
from wayhome.cli.demo.tracing import hand_in_lists, review, state_verdicts, trace_both_ways

Chapter = Callable[[Story], None]
BEFORE_THE_VISITOR: tuple[Chapter, ...] = (
    hand_in_lists,
    trace_both_ways,
    review,
    open_round,
    state_verdicts,
    ask_each_other,
    agree_terms,
    draw,
    torvenia_signs,
)
"""Up to where somebody who opens the desk carries the round on: the second party's signature is the next act."""
CHAPTERS: tuple[Chapter, ...] = (
    *BEFORE_THE_VISITOR,
    the_others_sign,
    ask_wishes,
    replace_the_unfit,
    depart,
    gather,
    cross,
    receive_into_care,
    draw_up_account,
    claim_and_answer,
    publish,
)
