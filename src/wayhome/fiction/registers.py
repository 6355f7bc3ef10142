"""The four lists of the two invented states, and the truth about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from wayhome.fiction.drawing import branch
from wayhome.fiction.listing import list_held, list_sought
from wayhome.fiction.noise import MENDED, Noise
from wayhome.fiction.population import Circumstances, populate
from wayhome.fiction.setting import LYSORIA_AND_TORVENIA
from wayhome.fiction.states import LYSORIA, TORVENIA
from wayhome.fiction.writing import MIXED, Spellings
from wayhome.people.particulars import Particulars


@dataclass(frozen=True)
class Scenario:
    """What a story needs of the people of either state."""

    lysorians: Circumstances
    torvenians: Circumstances


AUGUST_ROUND = Scenario(
    lysorians=Circumstances(
        civilians=8,
        civilians_not_sought=3,
        civilians_not_held=31,
        seriously_wounded=22,
        seriously_wounded_not_sought=9,
        couples=2,
        journalist_taken=date(2022, 3, 26),
    ),
    torvenians=Circumstances(
        civilians=8,
        civilians_not_sought=2,
        civilians_not_held=23,
        seriously_wounded=17,
        seriously_wounded_not_sought=7,
        couples=2,
        parents_with_child=1,
    ),
)
"""The demo's round of 24 August 2025."""

SOLDIERS_ONLY = Scenario(Circumstances(), Circumstances())
"""No civilians, wounded or families: for lists of any size."""


@dataclass(frozen=True)
class Registers:
    """Each state holds people of the other and seeks its own. Lists are ordered by ids, which say nothing."""

    lysoria_held: tuple[Particulars, ...]
    lysoria_sought: tuple[Particulars, ...]
    torvenia_held: tuple[Particulars, ...]
    torvenia_sought: tuple[Particulars, ...]
    truth: Mapping[str, str]
    """Sought id to held id, one to one, for everyone truly held and sought, in both directions."""
    listed_again: Mapping[str, str]
    """Second id to first id, for those who stand on a list twice; ``truth`` has first ids only."""
    noise: Mapping[str, tuple[str, ...]]
    """Id to the kinds of noise on the row, in the words of `Noise` and `Spellings`, where there is any."""
    journalist: str
    """The held id (Torvenia's list) of the scenario's journalist; "" where it has none."""

    def same(self, sought_id: str, held_id: str) -> bool:
        """Whether the two rows are of one person, whichever of that person's rows they are."""
        first_sought = self.listed_again.get(sought_id, sought_id)
        return self.truth.get(first_sought) == self.listed_again.get(held_id, held_id)


def registers(
    seed: int,
    *,
    held: int = 1_600,
    sought: int = 2_400,
    overlap: float = 0.6,
    noise: Noise = MENDED,
    spellings: Spellings = MIXED,
    scenario: Scenario = AUGUST_ROUND,
) -> Registers:
    """The same four lists for the same arguments, in any process. Noise and spellings don't change who there is.

    Of each state ``held`` people are held by the other and ``sought`` are sought by their own; ``overlap`` is the share
    of those held who are sought. Lists have some rows more than people (`Noise.listed_twice`). Raises ValueError where
    these numbers leave no room for each other or for the scenario.
    """
    random = Random(seed)  # noqa: S311 - fiction is to be repeatable and guards no secret
    setting = replace(LYSORIA_AND_TORVENIA, noise=noise, spellings=spellings)
    kin = setting.kin
    both = round(held * overlap)
    numbers = {"held": held, "sought": sought, "both": both}
    lysorians = populate(branch(random), LYSORIA, TORVENIA, scenario.lysorians, kin, **numbers)
    torvenians = populate(branch(random), TORVENIA, LYSORIA, scenario.torvenians, kin, **numbers)
    lysoria_held = list_held(branch(random), torvenians, LYSORIA, setting)
    lysoria_sought = list_sought(branch(random), lysorians, LYSORIA, setting)
    torvenia_held = list_held(branch(random), lysorians, TORVENIA, setting)
    torvenia_sought = list_sought(branch(random), torvenians, TORVENIA, setting)
    lists = (lysoria_held, lysoria_sought, torvenia_held, torvenia_sought)
    return Registers(
        lysoria_held=lysoria_held.rows,
        lysoria_sought=lysoria_sought.rows,
        torvenia_held=torvenia_held.rows,
        torvenia_sought=torvenia_sought.rows,
        truth={
            sought_list.ids[position]: held_list.ids[position]
            for sought_list, held_list in ((lysoria_sought, torvenia_held), (torvenia_sought, lysoria_held))
            for position in range(both)
        },
        listed_again={second: first for listing in lists for second, first in listing.listed_again.items()},
        noise={row_id: kinds for listing in lists for row_id, kinds in listing.noise.items()},
        journalist="" if lysorians.journalist is None else torvenia_held.ids[lysorians.journalist],
    )
