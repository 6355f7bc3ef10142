"""A setting: two states, how their clerks write, and what goes wrong on their lists."""

from dataclasses import dataclass

from wayhome.fiction.noise import ON_HELD_LISTS, ON_SOUGHT_LISTS, ORDINARY, Kind, Noise
from wayhome.fiction.population import ORDINARY_KIN, Kin
from wayhome.fiction.romanisation import SCHEMES, Scheme
from wayhome.fiction.states import LYSORIA, TORVENIA, State
from wayhome.fiction.writing import MIXED, Spellings


@dataclass(frozen=True)
class Setting:
    """Everything about fictional lists but their size and the seed."""

    states: tuple[State, State] = (LYSORIA, TORVENIA)
    """Each holds people of the other and seeks its own. They differ in the letter that begins their ids."""
    schemes: tuple[Scheme, ...] = SCHEMES
    """The ways of writing names in Latin letters."""
    spellings: Spellings = MIXED
    noise: Noise = ORDINARY
    kin: Kin = ORDINARY_KIN
    on_held_lists: tuple[Kind, ...] = ON_HELD_LISTS
    """The kinds of noise in the order in which they befall a row."""
    on_sought_lists: tuple[Kind, ...] = ON_SOUGHT_LISTS


LYSORIA_AND_TORVENIA = Setting()
"""The setting of the demo, and the one to improve tracing on."""
