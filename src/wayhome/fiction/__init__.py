"""Fictional people and the lists two invented states keep of them, with the truth known.

For the demo, tests and benchmarks. Lysoria has Ukrainian-like names, Torvenia Russian-like ones; all places, units,
camps and numbers are invented, and names are put together by chance from the seed the caller gives. `registers` gives
the four lists of the demo's round, `pair_of_lists` two lists of any size to measure tracing on, in the ordinary setting
or the held-back one, on which nobody tunes. The room never holds or learns from a real person's data, and the core
never imports it.
"""

from wayhome.fiction.held_back import HELD_BACK
from wayhome.fiction.noise import CLEAN, MENDED, ORDINARY, Noise
from wayhome.fiction.pair import ListPair, Relation, pair_of_lists
from wayhome.fiction.population import ORDINARY_KIN, Circumstances, Kin
from wayhome.fiction.registers import AUGUST_ROUND, SOLDIERS_ONLY, Registers, Scenario, registers
from wayhome.fiction.setting import LYSORIA_AND_TORVENIA, Setting
from wayhome.fiction.writing import MIXED, TRANSLATED, Spellings

__all__ = [
    "AUGUST_ROUND",
    "CLEAN",
    "HELD_BACK",
    "LYSORIA_AND_TORVENIA",
    "MENDED",
    "MIXED",
    "ORDINARY",
    "ORDINARY_KIN",
    "SOLDIERS_ONLY",
    "TRANSLATED",
    "Circumstances",
    "Kin",
    "ListPair",
    "Noise",
    "Registers",
    "Relation",
    "Scenario",
    "Setting",
    "Spellings",
    "pair_of_lists",
    "registers",
]
