"""Brings the desk's catalogues up to date: `python docs/translate.py`.

Finds every message in the templates and modules of each feature, adds what its catalogues (locale/LANGUAGE) lack, drops
what is not said any more, and compiles them. A message without a translation is left empty: a test names it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

DESK = Path(__file__).parent.parent / "src" / "wayhome" / "desk"
LANGUAGES = ("uk", "ru", "ar")
_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "lazy": None, "gettext_lazy": None, "ngettext": (1, 2)}
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
"""Where Babel puts the forms in another order than translators do (few, many, other): for catalogues with plurals."""
Message = str | tuple[str, str]


def features() -> list[Path]:
    """The folders of the features that say anything."""
    return sorted(path.parent for path in DESK.glob("*/apps.py"))


def messages(feature: Path) -> list[Message]:
    """Every message of a feature, in order, each once; a pair where it has a plural."""
    return list(dict.fromkeys([*_in_modules(feature), *_in_templates(feature)]))


def catalogue(feature: Path, language: str) -> Path:
    """The catalogue of a feature in a language."""
    return feature / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(feature: Path, language: str) -> Catalog:
    """The catalogue as it should be: every message of the feature, with the translations there are."""
    path, fresh = catalogue(feature, language), _empty(language)
    old = read_po(BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    if language in _PLURALS and any(isinstance(message, tuple) for message in messages(feature)):
        fresh.mime_headers = [("Plural-Forms", _PLURALS[language])]
    for message in messages(feature):
        there = old.get(message[0] if isinstance(message, tuple) else message)
        fresh.add(message, there.string if there is not None else None)
    return fresh


def _empty(language: str) -> Catalog:
    begun = datetime(2025, 11, 1, tzinfo=UTC)  # no date of today: the same words give the same bytes
    catalog = Catalog(
        locale=language, project="Wayhome", version="1", copyright_holder="the Wayhome authors", msgid_bugs_address="",
        last_translator="", language_team="", fuzzy=False, creation_date=begun, revision_date=begun,
    )  # fmt: skip
    catalog.header_comment = "# Apache-2.0, as the rest of Wayhome."
    return catalog


def compiled(found: Catalog) -> bytes:
    """A catalogue in the form that is read at run time."""
    buffer = BytesIO()
    write_mo(buffer, found)
    return buffer.getvalue()


def _in_modules(feature: Path) -> Iterator[Message]:
    for path in sorted(feature.rglob("*.py")):
        with path.open("rb") as file:
            for _, message, _, _ in extract("python", file, keywords=_KEYWORDS):
                yield message


def _in_templates(feature: Path) -> Iterator[Message]:
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = engines["django"].engine  # type: ignore[attr-defined]
    for path in sorted(feature.rglob("*.html")):
        template = engine.from_string(path.read_text(encoding="utf-8"))
        for node in template.nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
            if isinstance(node, TranslateNode):
                yield str(node.filter_expression.var.literal)
                continue
            singular, _ = node.render_token_list(node.singular)
            plural = node.render_token_list(node.plural)[0] if node.plural else None
            yield (_trimmed(node, singular), _trimmed(node, plural)) if plural else _trimmed(node, singular)


def _trimmed(node: Any, text: str) -> str:
    from django.utils.translation import trim_whitespace

    return trim_whitespace(text) if node.trimmed else text


def main() -> int:
    """Update and compile every catalogue; return how many messages lack a translation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayhome.desk.settings")
    import django

    django.setup()
    lacking = 0
    for feature in features():
        if not messages(feature):
            continue
        for language in LANGUAGES:
            found, path = updated(feature, language), catalogue(feature, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, found, omit_header=False, sort_output=False, include_lineno=False, width=0)
            path.with_suffix(".mo").write_bytes(compiled(found))
            missing = [each for each in found if each.id and not _complete(each.string)]
            lacking += len(missing)
            sys.stdout.write(f"{feature.name} {language}: {len(missing)} of {len(found)} lack a translation\n")
    return lacking


def _complete(string: Any) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main() > 0)
