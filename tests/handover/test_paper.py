"""The manifest on paper says what was signed, and its code names the act."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp
from kit.asking import Asked
from kit.table import LYSORIA, ORIGIN, ROUND, Script, held_by
from pypdf import PdfReader

from wayhome.handover import ManifestSigned
from wayhome.handover.paper import manifest_pdf, qr_text
from wayhome.people import PartialDate, Particulars

MANIFEST = ManifestSigned("from Lysoria", held_by(LYSORIA), "Bridge")
NAMES = {
    held_by(LYSORIA)[0]: Particulars(
        id="LH-1", surname="Ґалаґан", given_names="Їва", patronymic="Щасливівна", birth_date=PartialDate(1990, 5)
    ),
    held_by(LYSORIA)[1]: Particulars(id="LH-2", surname="Ёлкин #let _x_ *b* [c] $d$ \\", given_names="Пётр"),
}


def printed() -> bytes:
    asked = Asked(Script().up_to_crossing())
    return manifest_pdf(asked.round.agreement, asked.round.handover, MANIFEST, NAMES, journal=ORIGIN, round_name=ROUND)


def test_it_names_everybody_as_their_list_does_and_others_by_reference() -> None:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed())).pages)
    assert "Ґалаґан Їва Щасливівна" in text
    assert "1990-05" in text
    assert "Ёлкин #let _x_ *b* [c] $d$ \\ Пётр" in text
    assert all(person in text for person in MANIFEST.people)
    assert text.count("by ambulance") == 1
    assert "article 117" in text


def test_the_same_manifest_prints_to_the_same_bytes() -> None:
    assert printed() == printed()


def test_a_camera_reads_which_act_the_paper_belongs_to() -> None:
    page = pypdfium2.PdfDocument(printed())[0]
    image = page.render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == qr_text(ORIGIN, ROUND, MANIFEST)
    assert MANIFEST.digest in code.text
