"""The manifest on paper: what a convoy carries where no network is, with a QR code that names the signed act.

The paper holds names, so it goes only to those the manifest's sealed part goes to. It is made from the signed act and
the detaining party's own list; the journal alone could not make it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

import segno
import typst

from wayhome.agreement import Agreement
from wayhome.handover.acts import ManifestSigned
from wayhome.handover.state import Handover, travellers
from wayhome.people import Condition, Particulars, Returnee


def qr_text(journal: str, round_name: str, act: ManifestSigned) -> str:
    """What the QR code says: the journal, the round, the leg and the digest of the signed manifest. No name."""
    return f"wayhome:manifest:1:{journal}:{round_name}:{act.leg}:{act.digest}"


def manifest_pdf(
    agreement: Agreement,
    handover: Handover,
    act: ManifestSigned,
    particulars: Mapping[str, Particulars],
    *,
    journal: str,
    round_name: str,
) -> bytes:
    """Return the manifest as PDF, A4; the same input gives the same bytes.

    ``particulars`` is by reference, from the detaining party's own list. Somebody without particulars is printed by
    reference alone.
    """
    going = travellers(agreement, handover)
    people = sorted(
        (going[person] for person in act.people), key=lambda r: (_name(particulars.get(r.person)).casefold(), r.person)
    )
    data = {
        "title": f"Manifest of leg {act.leg}",
        "round": agreement.title,
        "leg": act.leg,
        "holder": handover.legs[act.leg].holder,
        "crossing": act.crossing,
        "journal": journal,
        "digest": act.digest,
        "qr": segno.make_qr(qr_text(journal, round_name, act), error="m").svg_inline(border=0),
        "rows": [_row(returnee, particulars.get(returnee.person)) for returnee in people],
        "signs": [*agreement.parties, agreement.facilitator, agreement.observer],
    }
    template = files("wayhome.handover").joinpath("templates/manifest.typ").read_bytes()
    return typst.compile(template, format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})


def _name(person: Particulars | None) -> str:
    return " ".join(part for part in (person.surname, person.given_names, person.patronymic) if part) if person else ""


def _row(returnee: Returnee, person: Particulars | None) -> dict[str, str]:
    return {
        "person": returnee.person,
        "name": _name(person) or "not stated",
        "born": str(person.birth_date) if person and person.birth_date else "not stated",
        "travels": "by ambulance" if Condition.SERIOUSLY_WOUNDED_OR_SICK in returnee.conditions else "seated",
    }
