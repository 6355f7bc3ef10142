"""The physical return: wishes, clearance, manifests, convoys, head counts, the crossing, custody.

This room owns those acts, the fold of who is where, and the rules of moving people. It will never move anybody without
their own wish, let a party read or override that wish, or strand anybody who is already on the way.
"""

from wayhome.handover.acts import (
    ACTS,
    ClearanceWithheld,
    Departed,
    FitnessCertified,
    GuardianRecorded,
    HandedOver,
    HeadsCounted,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    PresentAtCrossing,
    Received,
    Returned,
    SubstitutionProposed,
    SubstitutionSigned,
    TransferCleared,
    TransportAcknowledged,
    TransportNotified,
    UnlistedArrived,
    WishTaken,
)
from wayhome.handover.rules import recipients, refuse, refuse_sealed
from wayhome.handover.state import (
    Clearance,
    Handover,
    Journey,
    Leg,
    Stage,
    Substitution,
    Wish,
    apply,
    exposure,
    travellers,
)
from wayhome.handover.wishes import WishAnswer

__all__ = [
    "ACTS",
    "Clearance",
    "ClearanceWithheld",
    "Departed",
    "FitnessCertified",
    "GuardianRecorded",
    "HandedOver",
    "Handover",
    "HeadsCounted",
    "Journey",
    "Leg",
    "ManifestSigned",
    "MovementFrozen",
    "MovementResumed",
    "PresentAtCrossing",
    "Received",
    "Returned",
    "Stage",
    "Substitution",
    "SubstitutionProposed",
    "SubstitutionSigned",
    "TransferCleared",
    "TransportAcknowledged",
    "TransportNotified",
    "UnlistedArrived",
    "Wish",
    "WishAnswer",
    "WishTaken",
    "apply",
    "exposure",
    "recipients",
    "refuse",
    "refuse_sealed",
    "travellers",
]
