"""The acts of the journal, the latest first, and one of them whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wayhome.acts import Statement
from wayhome.desk.journal.checkpoints import standing
from wayhome.desk.look.acts import act_title
from wayhome.desk.seats.access import screen
from wayhome.desk.signing.wording import in_words
from wayhome.desk.table import at_the_table, here

_PAGE = 60


@dataclass(frozen=True)
class Line:
    """One act in the list."""

    position: int
    title: str
    author: str
    time: datetime
    sealed_for: tuple[str, ...]


@screen("journal")
@require_GET
def acts(request: HttpRequest) -> HttpResponse:
    """The acts of the journal, the latest first, of everybody or of one seat."""
    place, author = here(request), request.GET.get("seat", "")
    with at_the_table() as table:
        statements = list(table.statements)
        stands = standing(table)
    before = _number(request.GET.get("before", ""), len(statements))
    lines = [
        _line(position, statements[position])
        for position in range(min(before, len(statements)) - 1, -1, -1)
        if author in ("", statements[position].author)
    ]
    given = {
        "place": place,
        "lines": lines[:_PAGE],
        "earlier": lines[_PAGE - 1].position if len(lines) > _PAGE else None,
        "size": len(statements),
        "author": author,
        "standing": stands,
    }
    return render(request, "journal/acts.html", given)


@screen("journal")
@require_GET
def act(request: HttpRequest, position: int) -> HttpResponse:
    """One act as it stands in the journal."""
    place = here(request)
    with at_the_table() as table:
        if position >= len(table.statements):
            raise Http404
        statement = table.statements[position]
        entry = next(table.journal.entries(position)).entry
    given = {"place": place, "position": position, "act": in_words(statement), "entry": entry}
    return render(request, "journal/act.html", given)


def _line(position: int, statement: Statement) -> Line:
    title = act_title(statement.act.kind)
    return Line(position, title, statement.author, statement.time, statement.sealed_for)


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else otherwise
