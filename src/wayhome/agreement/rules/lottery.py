"""The lottery: frozen first, then committed to by everyone, then revealed by everyone, then drawn."""

from __future__ import annotations

import re

from wayhome.acts import Refused, each_once
from wayhome.agreement.acts import LotteryCommitted, LotteryDrawn, LotteryPrepared, LotteryRevealed
from wayhome.agreement.rules.terms import forbid_terms
from wayhome.agreement.state import Agreement, LotteryOnTable
from wayhome.exchange import lottery

_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEXADECIMAL = re.compile(r"([0-9a-f]{2})*")


def refuse_preparation(state: Agreement, act: LotteryPrepared) -> None:
    """Refuse a lottery under other terms than those in force, or in place of one whose draw is settled.

    A lottery in which somebody won't reveal is void and can be prepared anew; that it was, and who had not revealed,
    stays on record. Once everybody has revealed the draw is settled, and no other is had under the same terms.
    """
    if state.in_effect:
        raise Refused("A package is in effect: nobody is left to be drawn.")
    if state.terms_in_force is None or state.terms is None or act.terms != state.terms.digest:
        raise Refused("A lottery needs terms in force, and must name them.")
    forbid_terms(state, state.terms.terms)
    if not _SHA256.fullmatch(act.lottery):
        raise Refused("A lottery is named by the digest of its published part.")
    if any(each.prepared.lottery == act.lottery for each in state.lotteries):
        raise Refused("This very lottery was prepared before; prepare it anew, as the next attempt.")
    last = state.lottery
    if last and last.prepared.terms == act.terms and _revealed(state, last):
        raise Refused("Everybody has revealed: the draw under these terms is settled, and there is no second one.")


def refuse_commitment(state: Agreement, author: str, act: LotteryCommitted) -> None:
    """Refuse a second commitment, and one to another lottery than the one prepared."""
    current = _current(state, act.lottery)
    if not _SHA256.fullmatch(act.commitment):
        raise Refused("A commitment is a SHA-256 in hexadecimal.")
    if author in current.commitments:
        raise Refused(f"{author} has committed already, and a commitment can't be changed.")


def refuse_reveal(state: Agreement, author: str, act: LotteryRevealed) -> None:
    """Refuse to reveal before everybody has committed, anything but what was committed to, or twice."""
    current = _current(state, act.lottery)
    missing = [seat for seat in state.drawing if seat not in current.commitments]
    if missing:
        raise Refused(f"Nobody reveals before everybody has committed; still to commit: {', '.join(missing)}.")
    if author in current.secrets:
        raise Refused(f"{author} has revealed already.")
    if not _SHA256.fullmatch(act.secret):
        raise Refused("A secret is 32 bytes in hexadecimal.")
    if lottery.commitment(act.lottery, author, bytes.fromhex(act.secret)) != current.commitments[author]:
        raise Refused(f"This is not the secret {author} committed to.")


def refuse_draw(state: Agreement, act: LotteryDrawn) -> None:
    """Refuse a draw before everybody has revealed, or with another seed than what was revealed gives."""
    current = _current(state, act.lottery)
    missing = [seat for seat in state.drawing if seat not in current.secrets]
    if missing:
        raise Refused(f"Nothing is drawn before everybody has revealed; still to reveal: {', '.join(missing)}.")
    if current.drawn:
        raise Refused("This lottery is drawn already.")
    if not _HEXADECIMAL.fullmatch(act.beacon) or bool(act.beacon) != bool(current.prepared.beacon):
        raise Refused("A beacon's value, in hexadecimal, is given if the lottery names a beacon, and only then.")
    secrets = {seat: bytes.fromhex(secret) for seat, secret in current.secrets.items()}
    if lottery.seed(act.lottery, secrets, bytes.fromhex(act.beacon)).hex() != act.seed:
        raise Refused("This seed doesn't follow from what was revealed.")
    each_once(act.people)


def _current(state: Agreement, named: str) -> LotteryOnTable:
    """The lottery last prepared, if it is the one named and its terms are still in force."""
    current = state.lottery
    if current is None or current.prepared.lottery != named:
        raise Refused("This is not the lottery last prepared.")
    if state.terms_in_force is None or state.terms is None or state.terms.digest != current.prepared.terms:
        raise Refused("The terms this lottery was prepared under are no longer in force; prepare it anew.")
    return current


def _revealed(state: Agreement, lottery_: LotteryOnTable) -> bool:
    return set(lottery_.secrets) == set(state.drawing)
