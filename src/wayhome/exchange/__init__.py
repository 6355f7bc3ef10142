"""Terms and pool in, package out: who goes home in this round, why, and the proof that it's the most.

`plan` draws a package; `check` and `check_feasible` judge one with code of their own; `wording` says to each person of
the pool why they go or wait, and what would have to change. Pure functions: they know nothing of acts or signatures.

This room only proposes. It never puts a price, a score or a weight on anybody, never counts anyone protected, never
splits a family, and never orders people by anything an article doesn't permit.
"""

from wayhome.exchange.checker import Fault, check, check_feasible
from wayhome.exchange.checker.lottery import chances_in, chances_of_people, check_lottery
from wayhome.exchange.choices_file import choices_csv, choices_json
from wayhome.exchange.criteria import Criterion
from wayhome.exchange.dix_hill import dix_hill_1862
from wayhome.exchange.explain import Effect, Unknown, counter, seen_by, shown_json, wording
from wayhome.exchange.lottery_file import BadLottery, Published, lottery_json, read_lottery
from wayhome.exchange.order import BadOrder, Order, UnlawfulOrder, orders_of, read_order
from wayhome.exchange.package import (
    MAY_CARRY,
    PARAMETERS,
    Certificate,
    Code,
    Explanation,
    Fallback,
    Package,
    Stage,
    StageName,
)
from wayhome.exchange.package_file import BadPackage, Identity, package_json, read_identities, read_package
from wayhome.exchange.planner import (
    Alternative,
    ContradictoryTerms,
    OtherLottery,
    Point,
    PointName,
    Progress,
    Solved,
    UndecidedTerms,
    Watch,
    alternatives,
    by_lottery,
    frontier,
    solve,
)
from wayhome.exchange.pool import BadPool, Candidate, Identified, families, inseparable, pool
from wayhome.exchange.proposal import package_of, plan
from wayhome.exchange.terms import (
    Balance,
    CountedTerms,
    Equivalents,
    RankEquivalent,
    Released,
    Seats,
    Share,
    Terms,
    UnconditionalTerms,
    Withheld,
)
from wayhome.exchange.terms_file import UnlawfulTerms, forbidden, read_terms, terms_toml
from wayhome.exchange.terms_keys import BadTerms
from wayhome.exchange.terms_words import in_words

__all__ = [
    "MAY_CARRY",
    "PARAMETERS",
    "Alternative",
    "BadLottery",
    "BadOrder",
    "BadPackage",
    "BadPool",
    "BadTerms",
    "Balance",
    "Candidate",
    "Certificate",
    "Code",
    "ContradictoryTerms",
    "CountedTerms",
    "Criterion",
    "Effect",
    "Equivalents",
    "Explanation",
    "Fallback",
    "Fault",
    "Identified",
    "Identity",
    "Order",
    "OtherLottery",
    "Package",
    "Point",
    "PointName",
    "Progress",
    "Published",
    "RankEquivalent",
    "Released",
    "Seats",
    "Share",
    "Solved",
    "Stage",
    "StageName",
    "Terms",
    "UnconditionalTerms",
    "UndecidedTerms",
    "Unknown",
    "UnlawfulOrder",
    "UnlawfulTerms",
    "Watch",
    "Withheld",
    "alternatives",
    "by_lottery",
    "chances_in",
    "chances_of_people",
    "check",
    "check_feasible",
    "check_lottery",
    "choices_csv",
    "choices_json",
    "counter",
    "dix_hill_1862",
    "families",
    "forbidden",
    "frontier",
    "in_words",
    "inseparable",
    "lottery_json",
    "orders_of",
    "package_json",
    "package_of",
    "plan",
    "pool",
    "read_identities",
    "read_lottery",
    "read_order",
    "read_package",
    "read_terms",
    "seen_by",
    "shown_json",
    "solve",
    "terms_toml",
    "wording",
]
