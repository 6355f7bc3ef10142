"""The law as functions: each rule is named for what it forbids and carries its article and its reason in plain words.

A rule looks at people, terms or a movement and returns the breaches it finds; no breach is an empty tuple. A rule is
never a setting and nobody can switch one off. This room knows people and nothing above them; it decides nothing about
who goes home, and it never weighs one person against another.

`RULES` is the table of what is kept today, for documents and screens.
"""

from wayhome.law.package import (
    counting_civilians_or_retained_personnel,
    counting_the_seriously_wounded,
    splitting_a_family,
)
from wayhome.law.rule import RULES, Breach, Rule
from wayhome.law.terms import (
    keeping_a_ratio_after_hostilities,
    leaving_no_seat_for_the_wounded,
    making_protected_people_consideration,
    putting_the_seriously_wounded_in_a_count,
    ranking_people_on_what_no_article_permits,
)
from wayhome.law.travel import (
    departing_without_manifest_and_notice,
    making_protected_people_wait_for_counted,
    moving_a_child_without_guardian,
    moving_without_an_own_wish,
    moving_without_protection_screening,
)
from wayhome.law.withholding import withholding_without_a_lawful_reason

__all__ = [
    "RULES",
    "Breach",
    "Rule",
    "counting_civilians_or_retained_personnel",
    "counting_the_seriously_wounded",
    "departing_without_manifest_and_notice",
    "keeping_a_ratio_after_hostilities",
    "leaving_no_seat_for_the_wounded",
    "making_protected_people_consideration",
    "making_protected_people_wait_for_counted",
    "moving_a_child_without_guardian",
    "moving_without_an_own_wish",
    "moving_without_protection_screening",
    "putting_the_seriously_wounded_in_a_count",
    "ranking_people_on_what_no_article_permits",
    "splitting_a_family",
    "withholding_without_a_lawful_reason",
]
