"""Care after the handover: medical and psychological, in the hands of a neutral service.

This room owns those acts. It will never carry what a doctor wrote in the open, and nothing of it can be sealed to the
party that held the person.
"""

from wayhome.reception.acts import ACTS, Care, CareHandedOn, ReceivedIntoCare
from wayhome.reception.rules import recipients, refuse
from wayhome.reception.state import Reception, apply

__all__ = ["ACTS", "Care", "CareHandedOn", "ReceivedIntoCare", "Reception", "apply", "recipients", "refuse"]
