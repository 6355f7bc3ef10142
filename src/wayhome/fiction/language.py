"""The two languages of the invented states, both written in Cyrillic letters."""

from enum import StrEnum


class Language(StrEnum):
    """What a name is written in: people of Lysoria have Ukrainian-like names, people of Torvenia Russian-like ones."""

    UKRAINIAN = "ukrainian"
    RUSSIAN = "russian"
