"""An act made from a form: shown, filled in, refused with what was typed still there, or drawn up to be signed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wayhome.acts import Act, NotAnAct, Refused
from wayhome.desk.look.messages import refused, worded
from wayhome.desk.register.known import names_of
from wayhome.desk.signing.acting import begin
from wayhome.people.messages import message_of

_WORD = re.compile(r"[\w-]{8,}")
"""What may be a reference."""


def say_by_form(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Act],
    template: str,
    given: Mapping[str, Any],
    *,
    content: Callable[[dict[str, Any]], bytes | Mapping[str, bytes] | None] = lambda _: None,
    shown: Callable[[dict[str, Any]], str] = lambda _: "",
    also: Sequence[str] = (),
    back: str,
) -> HttpResponse:
    """Show the form; once it is filled in, draw up the act it makes and go to where that is read and signed.

    ``content`` gives what is sealed with it (``also`` to these seats), ``shown`` the same in words for the signer.
    What the rules or the law refuse is said above the form, people by the names their delegation knows them under.
    """
    if request.method == "POST" and form.is_valid():
        try:
            filled = form.cleaned_data
            return begin(request, act(filled), content(filled), also=also, shown=shown(filled), back=back)
        except (Refused, NotAnAct) as refusal:
            words = refused(refusal) if isinstance(refusal, Refused) else worded(message_of(refusal))
            form.add_error(None, in_names(words))
    return render(request, template, {**given, "form": form}, status=422 if form.errors else 200)


def in_names(text: str) -> str:
    """A refusal with people's references replaced by the names the reader's delegation knows them under."""
    known = names_of(_WORD.findall(text))
    return _WORD.sub(lambda found: known.get(found[0], found[0]), text)
