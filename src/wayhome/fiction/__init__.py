"""Fictional people and the lists two invented states keep of them, with the truth known.

For the demo, tests and benchmarks. Lysoria has Ukrainian-like names, Torvenia Russian-like ones; all places, units,
camps and numbers are invented, and names are put together by chance from the seed the caller gives. The room never
holds or learns from a real person's data, and the core never imports it.
"""

from wayhome.fiction.noise import CLEAN, ORDINARY, Noise
from wayhome.fiction.population import Circumstances
from wayhome.fiction.registers import AUGUST_ROUND, SOLDIERS_ONLY, Registers, Scenario, registers
from wayhome.fiction.writing import MIXED, TRANSLATED, Spellings

__all__ = [
    "AUGUST_ROUND",
    "CLEAN",
    "MIXED",
    "ORDINARY",
    "SOLDIERS_ONLY",
    "TRANSLATED",
    "Circumstances",
    "Noise",
    "Registers",
    "Scenario",
    "Spellings",
    "registers",
]
