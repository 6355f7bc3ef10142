"""Who sits at the demo's table. All invented."""

from __future__ import annotations

from wayhome.agreement import SeatName

LYSORIA, TORVENIA = PARTIES = ("Lysoria", "Torvenia")
SAHLAN = "Sahlan"
COMMITTEE = "Neutral Committee"
MERIDIA = "Meridia medical service"
OFFICERS = {LYSORIA: "Vira Dolynna", TORVENIA: "Galina Ozerova"}
"""The list officer who judges matches, for each party."""
ROUND = "2025-08-24"
ORIGIN = "wayhome.example/2025-08-24"
TITLE = "Return of 24 August 2025"
CROSSING = "the bridge at Novy Brid, Meridia"

NAMES = (
    SeatName(LYSORIA, "Lysoria", "Лизорія", "Лизория", "ليزوريا"),
    SeatName(TORVENIA, "Torvenia", "Торвенія", "Торвения", "تورفينيا"),
    SeatName(SAHLAN, "Sahlan", "Сахлан", "Сахлан", "سهلان"),
    SeatName(COMMITTEE, "the Neutral Committee", "Нейтральний комітет", "Нейтральный комитет", "اللجنة المحايدة"),
    SeatName(
        MERIDIA,
        "the medical service of Meridia",
        "медична служба Меридії",
        "медицинская служба Меридии",
        "الخدمة الطبية في ميريديا",
    ),
)


def other(party: str) -> str:
    """The other party."""
    return TORVENIA if party == LYSORIA else LYSORIA
