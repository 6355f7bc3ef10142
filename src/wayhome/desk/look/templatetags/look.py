"""What templates need to show people, figures and moments alike on every page."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

register = template.Library()


@register.filter
def moment(time: datetime) -> SafeString:
    """A moment in UTC, to the minute, readable by people and programs."""
    at = time.astimezone(UTC)
    return format_html('<time dir="ltr" datetime="{}">{}</time>', at.isoformat(), at.strftime("%Y-%m-%d %H:%M UTC"))


@register.simple_tag
def arrow() -> str:
    """An arrow on to what comes next, in the direction the reader reads."""
    return "←" if get_language_bidi() else "→"


@register.filter
def short(reference: str) -> SafeString:
    """A reference or digest by its beginning; the whole of it is there to be copied."""
    return format_html('<code title="{}">{}</code>', reference, reference[:12])
