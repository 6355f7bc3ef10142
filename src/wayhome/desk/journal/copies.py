"""Taking the journal along: a copy of one's own, and one act with its proof, to be checked elsewhere."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from wayhome.desk.seats.access import screen
from wayhome.desk.table import at_the_table, here, storage
from wayhome.journal import Checkpoint, FileStorage, Proof
from wayhome.journal.note import Note
from wayhome.rounds import bring


@screen("journal")
@require_GET
def download(request: HttpRequest) -> FileResponse:
    """The whole journal as a folder in a zip file, with what is sealed to the member's own seat and nobody else's."""
    place = here(request)
    at_table = place.seat in place.round.agreement.seats
    with TemporaryDirectory(prefix="wayhome-copy-") as name:
        folder = Path(name) / "journal"
        bring(storage(), FileStorage(folder), (place.seat,) if at_table else ())
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix != ".lock":
                    packed.write(path, path.relative_to(name))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="journal.zip")


@screen("journal")
@require_GET
def act_file(request: HttpRequest, position: int) -> HttpResponse:
    """One act exactly as it was signed."""
    here(request)
    with at_the_table() as table:
        if position >= table.journal.size:
            raise Http404
        envelope = next(table.journal.entries(position)).envelope
    return _attachment(envelope, f"act-{position}.json")


@screen("journal")
@require_GET
def proof_file(request: HttpRequest, position: int) -> HttpResponse:
    """The proof that an act stands in the journal, under the checkpoint (C2SP tlog-proof)."""
    here(request)
    note = storage().read_checkpoint()
    with at_the_table() as table:
        size = Checkpoint.parse(Note.parse(note).text).size if note is not None else 0
        if note is None or position >= size:
            raise Http404
        proof = Proof(position, tuple(table.journal.inclusion(position, size)), note)
    return _attachment(proof.encode(), f"act-{position}.json.tlog-proof")


def _attachment(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
