"""What rounds by different rules would mean for the time people are held: many invented wars, month by month.

`draw_world` invents a war from rates, `compare` lets it pass under each rule and measures it, `summarise` puts many
wars together, `simulation_page` shows them. It never presumes a death, never counts anyone protected, and never says
what parties should agree to: its rates are fictional, and what it leaves out is said beside its figures.
"""

from wayhome.exchange.simulation.figures_file import figures_json
from wayhome.exchange.simulation.measures import AFTER, FIGURES, Measures, gini, measure
from wayhome.exchange.simulation.page import simulation_page
from wayhome.exchange.simulation.rates import Rates
from wayhome.exchange.simulation.rates_file import BadRates, fictional_rates, read_rates
from wayhome.exchange.simulation.rounds import heads_each_way, longest_held, most_heads
from wayhome.exchange.simulation.rules import WAIT, BadRule, Balance, Rule, rule_of, usual_rules
from wayhome.exchange.simulation.run import Course, run
from wayhome.exchange.simulation.summary import Comparison, Interval, RuleSummary, compare, summarise
from wayhome.exchange.simulation.world import ALONE, COUNTED, FAMILY, UNCONDITIONAL, World, draw_world, most_months

__all__ = [
    "AFTER",
    "ALONE",
    "COUNTED",
    "FAMILY",
    "FIGURES",
    "UNCONDITIONAL",
    "WAIT",
    "BadRates",
    "BadRule",
    "Balance",
    "Comparison",
    "Course",
    "Interval",
    "Measures",
    "Rates",
    "Rule",
    "RuleSummary",
    "World",
    "compare",
    "draw_world",
    "fictional_rates",
    "figures_json",
    "gini",
    "heads_each_way",
    "longest_held",
    "measure",
    "most_heads",
    "most_months",
    "read_rates",
    "rule_of",
    "run",
    "simulation_page",
    "summarise",
    "usual_rules",
]
