"""Every word of the desk in four languages."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from django.utils import translation
from django.utils.translation import ngettext

_PATH = Path(__file__).parents[2] / "docs" / "translate.py"


def _translate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", _PATH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translate = _translate()


@pytest.mark.parametrize("language", translate.LANGUAGES)
@pytest.mark.parametrize("feature", translate.features(), ids=lambda path: path.name)
def test_every_message_has_its_translation_and_the_compiled_catalogue_is_current(feature: Path, language: str) -> None:
    if not translate.messages(feature):
        return
    catalogue = translate.updated(feature, language)
    missing = [message.id for message in catalogue if message.id and not translate._complete(message.string)]
    assert not missing, "run python docs/translate.py, and translate these"
    compiled = translate.catalogue(feature, language).with_suffix(".mo").read_bytes()
    assert compiled == translate.compiled(catalogue), "run python docs/translate.py"


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("uk", 21, "21 особа"),
        ("uk", 14, "14 осіб"),
        ("ru", 22, "22 человека"),
        ("ar", 2, "شخصان"),
        ("ar", 5, "5 أشخاص"),
        ("ar", 14, "14 شخصا"),
        ("ar", 100, "100 شخص"),
    ],
)
def test_a_noun_takes_the_form_of_its_number(language: str, number: int, words: str) -> None:
    with translation.override(language):
        assert ngettext("%(n)s person", "%(n)s people", number) % {"n": number} == words
