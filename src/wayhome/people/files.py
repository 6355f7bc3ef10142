"""What a user's file is: text and in which encoding, a workbook, or nothing that could be a list."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path

from wayhome.people.cells import DAMAGED
from wayhome.people.problems import NotAList

_HEAD = 65536
"""How many bytes of a file tell what it is."""
_LARGEST_WORKBOOK = 2**31
"""Bytes a workbook may unpack to; a sheet full to its last row with a list's columns needs about half."""

_SAVE_AS = "save the table in it as CSV or XLSX and read that file"
_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"SQLite format 3", "a database"),
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
        raise NotAList(
            file, "seems to be an old office file or one with a password: save it as XLSX or CSV without a password"
        )
    if _WEB_PAGE.match(head):
        raise NotAList(file, f"seems to be a web page or an XML document, not a list: {_SAVE_AS}")
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise NotAList(file, f"seems to be {kind}, not a list: {_SAVE_AS}")
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
        raise NotAList(name_of(path), "is empty: save the list again and check that it holds rows")
    if len(_CONTROL.findall(text)) * 50 > len(text):
        raise NotAList(name_of(path), f"seems to be a program's own file, not a list: {_SAVE_AS}")
    return encoding


def _head(path: Path) -> bytes:
    file = name_of(path)
    if not path.exists():
        raise NotAList(file, "doesn't exist: check the name and the folder")
    if path.is_dir():
        raise NotAList(file, "is a folder, not a list: name a file in it")
    if not path.is_file():
        raise NotAList(file, "is not a file: save the list as CSV or XLSX and read that file")
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise NotAList(file, f"can't be opened ({error.strerror}): check that you may read it") from error
    if not head:
        raise NotAList(file, "is empty: save the list again and check that it holds rows")
    return head


def _expect_workbook(path: Path) -> None:
    file = name_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotAList(file, "seems to be a damaged workbook or archive: save it as XLSX or CSV again") from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise NotAList(file, f"seems to be a packed archive or another office document, not a list: {_SAVE_AS}")
    if "xl/workbook.bin" in names:
        raise NotAList(file, "seems to be a binary workbook (XLSB): save it as XLSX or CSV")
    if sum(part.file_size for part in parts) > _LARGEST_WORKBOOK:
        raise NotAList(file, "unpacks to more than a workbook can hold: save it as CSV")


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
