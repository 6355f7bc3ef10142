"""Files handed in, kept under names of their own until the worker has read them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def keep_upload(file: UploadedFile[Any]) -> str:
    """Keep a file for the worker, readable by nobody else; return the name it is kept under."""
    folder: Path = settings.HOME.uploads
    folder.mkdir(mode=0o700, exist_ok=True)
    ending = ".xlsx" if str(file.name).lower().endswith(".xlsx") else ".csv"
    name = secrets.token_hex(16) + ending
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return name
