"""Files handed in, kept under names of their own until the job that reads them has come to its end."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

_UNDER_WAY = timedelta(hours=1)
"""A file younger than this may be on its way to a job that isn't asked for yet."""
_PLAIN = re.compile(r"[^\w-]")
_ENDING = re.compile(r"\.(csv|tsv|txt|xlsx)", re.IGNORECASE)


class ListField(forms.FileField):
    """A list of people, or another file that a job reads: no larger than a list may be."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large."""
        file = super().clean(data, initial)
        if file is not None and file.size > settings.LARGEST_LIST:
            raise ValidationError(too_large())
        return file


def too_large() -> str:
    """What is said of a file that is too large."""
    most = settings.LARGEST_LIST // 2**20
    words = _("This file is larger than a list may be here: at most {most} MB. Split it, or save it as CSV.")
    return words.format(most=most)


def keep_upload(file: UploadedFile[Any]) -> str:
    """Keep a file, readable by nobody else; return the name it is kept under."""
    _folder().mkdir(mode=0o700, exist_ok=True)
    return _written(secrets.token_hex(16) + (".xlsx" if _ending(file) == ".xlsx" else ".csv"), file)


def keep_uploads(files: Mapping[str, UploadedFile[Any]]) -> dict[str, str]:
    """Keep the files of a job by what each is, such as held, which its name goes on saying; return their names."""
    folder = secrets.token_hex(16)
    (_folder() / folder).mkdir(mode=0o700, parents=True)
    names = {what: f"{folder}/{_PLAIN.sub('-', what)}{_ending(file)}" for what, file in files.items()}
    return {what: _written(names[what], file) for what, file in files.items()}


def path_of(name: str) -> Path:
    """Where a file is kept."""
    return _folder() / name


def remove(names: Iterable[str]) -> None:
    """Remove files, and the folder they were kept in."""
    for name in {Path(name).parts[0] for name in names}:
        path = _folder() / name
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def remove_all_but(names: Iterable[str]) -> None:
    """Remove what nobody needs any more: everything but these, and what may have come just now."""
    needed = {Path(name).parts[0] for name in names}
    if _folder().is_dir():
        newest = time.time() - _UNDER_WAY.total_seconds()
        remove(each.name for each in _folder().iterdir() if each.name not in needed and each.stat().st_mtime < newest)


def _folder() -> Path:
    folder: Path = settings.HOME.uploads
    return folder


def _ending(file: UploadedFile[Any]) -> str:
    found = _ENDING.fullmatch(Path(file.name or "").suffix)
    return found[0].lower() if found else ".csv"


def _written(name: str, file: UploadedFile[Any]) -> str:
    with os.fdopen(os.open(path_of(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return name
