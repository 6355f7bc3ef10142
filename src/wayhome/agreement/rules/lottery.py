"""The lottery: frozen first, then committed to by everyone, then revealed by everyone, then drawn."""

from __future__ import annotations

import re

from wayhome.acts import Refused
from wayhome.agreement.acts import LotteryCommitted, LotteryDrawn, LotteryPrepared, LotteryRevealed
from wayhome.agreement.once import each_once
from wayhome.agreement.rules.terms import forbid_terms
from wayhome.agreement.state import Agreement, LotteryOnTable
from wayhome.exchange import lottery
from wayhome.people.messages import said

_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEXADECIMAL = re.compile(r"([0-9a-f]{2})*")


def refuse_preparation(state: Agreement, act: LotteryPrepared) -> None:
    """Refuse a lottery under other terms than those in force, or in place of one whose draw is settled.

    A lottery in which somebody won't reveal is void and can be prepared anew; that it was, and who had not revealed,
    stays on record. Once everybody has revealed the draw is settled, and no other is had under the same terms.
    """
    if state.in_effect:
        raise Refused(said("agreement.nobody_left_to_draw"))
    if state.terms_in_force is None or state.terms is None or act.terms != state.terms.digest:
        raise Refused(said("agreement.lottery_needs_terms"))
    forbid_terms(state, state.terms.terms)
    if not _SHA256.fullmatch(act.lottery):
        raise Refused(said("agreement.lottery_named_by_digest"))
    if any(each.prepared.lottery == act.lottery for each in state.lotteries):
        raise Refused(said("agreement.lottery_prepared_before"))
    last = state.lottery
    if last and last.prepared.terms == act.terms and _revealed(state, last):
        raise Refused(said("agreement.draw_is_settled"))


def refuse_commitment(state: Agreement, author: str, act: LotteryCommitted) -> None:
    """Refuse a second commitment, and one to another lottery than the one prepared."""
    current = _current(state, act.lottery)
    if not _SHA256.fullmatch(act.commitment):
        raise Refused(said("agreement.commitment_form"))
    if author in current.commitments:
        raise Refused(said("agreement.committed_already", author=author))


def refuse_reveal(state: Agreement, author: str, act: LotteryRevealed) -> None:
    """Refuse to reveal before everybody has committed, anything but what was committed to, or twice."""
    current = _current(state, act.lottery)
    missing = [seat for seat in state.drawing if seat not in current.commitments]
    if missing:
        raise Refused(said("agreement.still_to_commit", seats=tuple(missing)))
    if author in current.secrets:
        raise Refused(said("agreement.revealed_already", author=author))
    if not _SHA256.fullmatch(act.secret):
        raise Refused(said("agreement.secret_form"))
    if lottery.commitment(act.lottery, author, bytes.fromhex(act.secret)) != current.commitments[author]:
        raise Refused(said("agreement.not_the_secret", author=author))


def refuse_draw(state: Agreement, act: LotteryDrawn) -> None:
    """Refuse a draw before everybody has revealed, or with another seed than what was revealed gives."""
    current = _current(state, act.lottery)
    missing = [seat for seat in state.drawing if seat not in current.secrets]
    if missing:
        raise Refused(said("agreement.still_to_reveal", seats=tuple(missing)))
    if current.drawn:
        raise Refused(said("agreement.drawn_already"))
    if not _HEXADECIMAL.fullmatch(act.beacon) or bool(act.beacon) != bool(current.prepared.beacon):
        raise Refused(said("agreement.beacon"))
    secrets = {seat: bytes.fromhex(secret) for seat, secret in current.secrets.items()}
    if lottery.seed(act.lottery, secrets, bytes.fromhex(act.beacon)).hex() != act.seed:
        raise Refused(said("agreement.not_the_seed"))
    each_once(act.people)


def _current(state: Agreement, named: str) -> LotteryOnTable:
    """The lottery last prepared, if it is the one named and its terms are still in force."""
    current = state.lottery
    if current is None or current.prepared.lottery != named:
        raise Refused(said("agreement.not_the_last_lottery"))
    if state.terms_in_force is None or state.terms is None or state.terms.digest != current.prepared.terms:
        raise Refused(said("agreement.lottery_under_old_terms"))
    return current


def _revealed(state: Agreement, lottery_: LotteryOnTable) -> bool:
    return set(lottery_.secrets) == set(state.drawing)
