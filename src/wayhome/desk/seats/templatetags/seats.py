"""What the pages of signing in need besides."""

from __future__ import annotations

from io import BytesIO

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr_picture(text: str) -> SafeString:
    """A text as a QR code, drawn in the page itself: nothing is loaded, no style is set."""
    picture = BytesIO()
    segno.make_qr(text).save(
        picture, kind="svg", xmldecl=False, svgns=True, nl=False, scale=5, border=4, light="white", dark="black"
    )
    return mark_safe(picture.getvalue().decode())  # noqa: S308 - made here, of nothing but squares
