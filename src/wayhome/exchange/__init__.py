"""Terms and pool in, package out: who goes home in this round, why, and the proof that it's the most.

`plan` draws a package; `check` and `check_feasible` judge one with code of their own; `wording` says to each person of
the pool why they go or wait, and what would have to change. Pure functions: they know nothing of acts or signatures.

This room only proposes. It never puts a price, a score or a weight on anybody, never counts anyone protected, never
splits a family, and never orders people by anything an article doesn't permit.
"""

from wayhome.exchange.checker import Fault, check, check_feasible
from wayhome.exchange.checker.lottery import chances_in, check_lottery
from wayhome.exchange.explain import wording
from wayhome.exchange.lottery_file import BadLottery, Published, lottery_json, read_lottery
from wayhome.exchange.package import Argument, Certificate, Code, Explanation, Package, Stage, StageName
from wayhome.exchange.package_file import BadPackage, Identity, package_json, read_identities, read_package
from wayhome.exchange.planner import plan
from wayhome.exchange.pool import BadPool, Candidate, Identified, families, pool
from wayhome.exchange.terms import (
    BadTerms,
    CountedTerms,
    Criterion,
    Terms,
    UnconditionalTerms,
    UnlawfulTerms,
    forbidden,
    read_terms,
    terms_toml,
)

__all__ = [
    "Argument",
    "BadLottery",
    "BadPackage",
    "BadPool",
    "BadTerms",
    "Candidate",
    "Certificate",
    "Code",
    "CountedTerms",
    "Criterion",
    "Explanation",
    "Fault",
    "Identified",
    "Identity",
    "Package",
    "Published",
    "Stage",
    "StageName",
    "Terms",
    "UnconditionalTerms",
    "UnlawfulTerms",
    "chances_in",
    "check",
    "check_feasible",
    "check_lottery",
    "families",
    "forbidden",
    "lottery_json",
    "package_json",
    "plan",
    "pool",
    "read_identities",
    "read_lottery",
    "read_package",
    "read_terms",
    "terms_toml",
    "wording",
]
