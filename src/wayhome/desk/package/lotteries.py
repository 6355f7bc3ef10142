"""Lotteries at the desk: frozen from a plan, given to every seat, drawn from what all have revealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from wayhome import exchange
from wayhome.agreement import Agreement, LotteryOnTable
from wayhome.desk.compartments.kept import within
from wayhome.desk.package.models import LotteryFile, Plan
from wayhome.desk.package.plans import of_package, orders_of, pool_of, solved_of
from wayhome.desk.seats.models import Delegation
from wayhome.exchange import Published
from wayhome.exchange.lottery import drawn, frozen, lottery_among


class NothingToDraw(Exception):
    """The terms settle of everybody whether they go."""


def prepare(plan: Plan, round_name: str, agreement: Agreement, beacon: str) -> Published:
    """Freeze the fairest lottery among those whom a plan's terms leave equal. Raises `NothingToDraw`."""
    among = lottery_among(solved_of(plan))
    if among is None or agreement.terms is None:
        raise NothingToDraw
    frozen_now = frozen(
        among.chances,
        among.units,
        round_name=round_name,
        terms=agreement.terms.digest,
        attempt=len(agreement.lotteries) + 1,
        seats=agreement.drawing,
        beacon=beacon,
    )
    return exchange.read_lottery(exchange.lottery_json(frozen_now))


def give(file: bytes, digest: str, seats: Iterable[str]) -> None:
    """Leave what is published of a lottery with every delegation of the round at this desk."""
    delegations: QuerySet[Delegation] = Delegation.objects.filter(name__in=list(seats))
    for delegation in delegations:
        with within(delegation):
            LotteryFile.objects.update_or_create(digest=digest, defaults={"file": file})


def published(on_table: LotteryOnTable | None) -> Published | None:
    """What this delegation has of the lottery last prepared, with its draw where the journal has it; else None."""
    if on_table is None:
        return None
    kept = LotteryFile.objects.filter(digest=on_table.prepared.lottery).first()
    return exchange.read_lottery(bytes(kept.file)) if kept else None


def draw(file: Published, secrets: Mapping[str, str], beacon: bytes) -> Published:
    """The lottery drawn from what every seat has revealed."""
    revealed = {seat: bytes.fromhex(secrets[seat]) for seat in file.lottery.seats}
    return exchange.read_lottery(exchange.lottery_json(file.lottery, drawn(file.lottery, revealed, beacon)))


def by_draw(plan: Plan, file: Published) -> Plan:
    """The plan with those drawn in place of the draw of the terms, checked, not yet saved. Raises `OtherLottery`."""
    assert file.draw
    chances = exchange.chances_of_people(file.lottery)
    solved = exchange.by_lottery(solved_of(plan), file.draw.people, chances)
    return of_package(solved, exchange.package_of(solved, chances), pool_of(plan), orders_of(plan), lottery=file)
