"""What a user's file is: text and in which encoding, a workbook, or nothing that could be a list."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

from wayhome.people.cells import DAMAGED
from wayhome.people.messages import said
from wayhome.people.problems import NotAList

_HEAD = 65536
"""How many bytes of a file tell what it is."""
_LARGEST_WORKBOOK = 2**31
"""Bytes a workbook may unpack to; a sheet full to its last row with a list's columns needs about half."""

_SIGNATURES = (
    (b"%PDF", "a_pdf_document"),
    (b"\x89PNG", "an_image"),
    (b"\xff\xd8\xff", "an_image"),
    (b"GIF8", "an_image"),
    (b"RIFF", "an_image_or_a_recording"),
    (b"II*\0", "an_image"),
    (b"MM\0*", "an_image"),
    (b"{\\rtf", "a_text_document"),
    (b"\x1f\x8b", "a_packed_archive"),
    (b"7z\xbc\xaf\x27\x1c", "a_packed_archive"),
    (b"Rar!", "a_packed_archive"),
    (b"SQLite format 3", "a_database"),
)
_ZIP = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = re.compile(rb"\s*<(!doctype|html|\?xml|table)", re.IGNORECASE)

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HIGH_BYTES_OF_LETTERS = (0x00, 0x04, 0x06)
"""Of UTF-16 characters in Latin, Cyrillic and Arabic script."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def name_of(path: Path) -> str:
    """The file's name as messages show it: without its folders, which may say too much of their owner."""
    return path.name or str(path)


def is_workbook(path: Path) -> bool:
    """Whether the file is an XLSX workbook; if not, it is a text file, as far as its first bytes tell.

    Raises NotAList for a file that is neither, is empty, missing, a folder, or can't be opened.
    """
    file, head = name_of(path), _head(path)
    if head.startswith(_ZIP):
        _expect_workbook(path)
        return True
    if head.startswith(_OLD_OFFICE):
        raise NotAList(file, said("people.an_old_office_file"))
    if _WEB_PAGE.match(head):
        raise _seems_to_be(file, "a_web_page")
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise _seems_to_be(file, kind)
    return False


def encoding_of(path: Path) -> str:
    """The encoding of a text file, as Python names it: UTF-8 or UTF-16, with or without a mark, or Windows-1251.

    A file that isn't wholly UTF-8 counts as damaged UTF-8 if most of its letters beyond ASCII are, otherwise as
    Windows-1251. Read it with ``errors="replace"``. Raises NotAList for a file that is no text.
    """
    head = _head(path)
    encoding = _marked(head) or _utf_16_without_mark(head) or _utf_8_or_windows_1251(path)
    text = head.decode(encoding, errors="replace")
    if not text.strip("\ufeff \t\r\n"):
        raise NotAList(name_of(path), said("people.is_empty"))
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise _seems_to_be(name_of(path), "a_programs_own_file")
    return encoding


def _seems_to_be(file: str, kind: str) -> NotAList:
    return NotAList(file, said("people.seems_to_be", kind=said(f"people.{kind}"), mend=said("people.save_as")))


def _head(path: Path) -> bytes:
    file = name_of(path)
    if not path.exists():
        raise NotAList(file, said("people.does_not_exist"))
    if path.is_dir():
        raise NotAList(file, said("people.is_a_folder"))
    if not path.is_file():
        raise NotAList(file, said("people.is_not_a_file"))
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise NotAList(file, said("people.can_not_be_opened", reason=error.strerror or "")) from error
    if not head:
        raise NotAList(file, said("people.is_empty"))
    return head


def _expect_workbook(path: Path) -> None:
    file = name_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotAList(file, said("people.a_damaged_workbook_or_archive")) from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _seems_to_be(file, "a_packed_archive_or_office_document")
    if "xl/workbook.bin" in names:
        raise NotAList(file, said("people.a_binary_workbook"))
    if sum(part.file_size for part in parts) > _LARGEST_WORKBOOK:
        raise NotAList(file, said("people.too_large_unpacked"))


def _marked(head: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "")


def _utf_16_without_mark(head: bytes) -> str:
    """UTF-16 shows in every second byte being the high byte of a letter, and often zero; no other text has zeros."""
    for encoding, high_bytes in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        of_letters = sum(high_bytes.count(byte) for byte in _HIGH_BYTES_OF_LETTERS)
        if 0 in high_bytes and of_letters >= 0.9 * len(high_bytes):
            return encoding
    return ""


def _utf_8_or_windows_1251(path: Path) -> str:
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    sound = damaged = 0
    with path.open("rb") as stream:
        while chunk := stream.read(2**20):
            text = decode(chunk)
            if not text.isascii():
                replaced = text.count(DAMAGED)
                damaged += replaced
                sound += len(text) - len(text.encode("ascii", "ignore")) - replaced
    return "utf-8" if sound >= damaged else "windows-1251"
