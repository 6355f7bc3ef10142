"""Whether the counted stages are what the certificate says: fallback, fairness, the most, the criteria, the rounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wayhome.exchange.checker.bound import Unsound, proven
from wayhome.exchange.checker.fairness import Fairness, home_to
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.going import Going
from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.checker.program import Program, all_together, every_round, one_round
from wayhome.exchange.checker.rules import Rule, pair_by_pair, rules_of
from wayhome.exchange.checker.stages import Misplaced, Stages, reached
from wayhome.exchange.checker.tiers import check_tiers, heads_in
from wayhome.exchange.package import Certificate, Fallback, StageName
from wayhome.exchange.proof import Proof
from wayhome.exchange.terms import Balance, Terms
from wayhome.people.messages import said


class Counted:
    """The counted who may go in some round, and the certificate of what is said of them."""

    def __init__(self, terms: Terms, going: Going, certificate: Certificate, stages: Stages) -> None:
        self._terms, self._certificate, self._stages = terms, certificate, stages
        self._rounds = len(terms.rounds)
        self._make: Callable[[Sequence[Kind], Sequence[Rule], int], Program] = (
            every_round if certificate.by_round else all_together
        )
        self._rules = rules_of(terms, going.kinds)
        self._going = going
        self._fine = self._make(going.kinds, self._rules, self._rounds)
        self._hoped = self._hoped_for()

    def check(self) -> None:
        """Judge the counted stages in their order. Raises `Misplaced`."""
        if self._certificate.by_round and (self._rounds == 1 or not self._going.kinds):
            self._stages.fault("other_stages", said("exchange.no_rounds_to_prove_by"))
        whole, hoped = self._going.joined(), self._hoped.joined()
        program = self._make(whole.kinds, rules_of(self._terms, whole.kinds), self._rounds)
        fallback = self._fallback(whole.kinds)
        for each in (program, self._fine):
            for party, heads in fallback.items():
                if heads:
                    each.add(("fallback", party), each.weighing(home_to(each.kinds, party)), heads, None)
        going, wished = whole.values(program), hoped.values(program)
        if program.broken(wished) or any(
            reached(program.weighing(home_to(whole.kinds, party)), going) < heads for party, heads in fallback.items()
        ):
            self._stages.fault("below_the_fallback", said("exchange.worse_off_than_by_pairs"))
        self._fair_and_most(self._stages, program, going, wished, fallback, self._fine)
        going, wished = self._going.values(self._fine), self._hoped.values(self._fine)
        check_tiers(self._stages, self._fine, self._terms.parties, 0, going, wished)
        if self._rounds > 1:
            self._check_rounds()

    def _hoped_for(self) -> Going:
        """Those whom the stages counted on, where the rounds had no room for all of them."""
        given, gone = self._certificate.hoped, self._going.in_all
        if not given:
            return self._going
        if self._certificate.by_round or self._rounds == 1:
            raise Misplaced(Fault("other_units", said("exchange.hoped_for_beyond_the_rounds")))
        hoped = self._stages.witness(self._fine, given, said("exchange.those_hoped_for"))
        if hoped == gone or any(some < there for some, there in zip(hoped, gone, strict=True)):
            self._stages.fault("other_units", said("exchange.hoped_for_others"))
        return Going(self._going.kinds, self._going.by_round, hoped)

    def _fallback(self, whole: Sequence[Kind]) -> dict[str, int]:
        """Judge the plan of pairs only, if there must be one, and give the heads it brings home to each party."""
        given, nothing = self._certificate.fallback, dict.fromkeys(sorted(self._terms.parties), 0)
        circle = self._terms.counted.balance is Balance.CIRCLE and len(nothing) > 2
        if circle != (given is not None):
            words = (
                said("exchange.plan_of_pairs_left_out") if circle else said("exchange.plan_of_pairs_without_a_circle")
            )
            raise Misplaced(Fault("other_fallback", words))
        if given is None:
            return nothing
        stages = Stages(given.stages, self._stages.faults)
        rules = [*rules_of(self._terms, whole), *pair_by_pair(self._terms, whole)]
        program = self._make(whole, rules, self._rounds)
        if given.impossible:
            if given != Fallback(tuple(nothing.items()), (), (), given.impossible):
                stages.fault("other_fallback", said("exchange.nothing_to_fall_back_on"))
            _expect_impossible(stages, program, given.impossible)
            return nothing
        values = stages.witness(program, given.going, said("exchange.the_plan_of_pairs_only"))
        self._fair_and_most(stages, program, values, values, nothing)
        stages.end()
        heads = {party: reached(program.weighing(home_to(whole, party)), values) for party in nothing}
        if given.heads != tuple(heads.items()):
            stages.fault("other_fallback", said("exchange.plan_of_pairs_brings_others"))
        return heads

    def _fair_and_most(
        self,
        stages: Stages,
        program: Program,
        values: Sequence[int],
        hoped: Sequence[int],
        fallback: Mapping[str, int],
        then: Program | None = None,
    ) -> None:
        """Judge fairness between several parties, then the most heads; keep both in the program that comes ``then``."""
        floors: Mapping[str, int] = {}
        if len(self._terms.parties) > 2:
            floors = Fairness(stages, program, values, hoped, fallback).check()
        for each in (program, *([then] if then else ())):
            for party, floor in floors.items():
                each.add(("fairness", party), each.weighing(home_to(each.kinds, party, 1000)), floor, None)
        stage = stages.take(StageName.COUNTED, ())
        heads = heads_in(program, range(len(program.kinds)), 0)
        kept = stages.judge(stage, program, heads, reached(heads, values), reached(heads, hoped))
        if then:
            stages.keep(stage, then, heads_in(then, range(len(then.kinds)), 0), kept)

    def _check_rounds(self) -> None:
        """Judge the rounds, each as full as it can be in its turn, and whom it takes first."""
        left = list(self._hoped.in_all)
        gone = {rule.name: 0 for rule in self._rules}
        for number in range(1, self._rounds + 1):
            program, values = self._round(number, left, gone)
            stage = self._stages.take(StageName.ROUND, (str(number),))
            heads = heads_in(program, range(len(program.kinds)), number)
            self._stages.judge_and_keep(stage, program, heads, reached(heads, values))
            if number == 1:
                check_tiers(self._stages, program, self._terms.parties, number, values, values)
            units = [own[number - 1] for own in self._going.by_round]
            left = [some - now for some, now in zip(left, units, strict=True)]
            for rule in self._rules:
                gone[rule.name] += rule.sum(units)

    def _round(
        self, number: int, left: Sequence[int], gone: Mapping[tuple[str, ...], int]
    ) -> tuple[Program, list[int]]:
        """The program that a round was decided in, and the package's values of it.

        What stays must fit the rounds after it, unless the package shows that it doesn't.
        """
        if self._certificate.by_round:
            return self._fine, self._going.values(self._fine)
        after = self._rounds - number
        for fitting in (True, False):
            program = one_round(self._going.kinds, self._rules, after, number, left, gone, fitting=fitting)
            values = self._going.values(program)
            if not program.broken(values):
                break
        return program, values


def _expect_impossible(stages: Stages, program: Program, proof: Proof) -> None:
    """Expect a proof that nothing keeps the plan of pairs only: whatever does would bring 0 to less than 0."""
    try:
        bound = proven(program, {}, proof)
    except Unsound as error:
        stages.fault("no_proof", said("exchange.no_plan_of_pairs_not_proven", why=error.why))
    else:
        if bound >= 0:
            why = said("exchange.not_bounded_below_nothing", bound=bound)
            stages.fault("no_proof", said("exchange.no_plan_of_pairs_not_proven", why=why))
