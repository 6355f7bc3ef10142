"""The titles of acts in templates."""

from __future__ import annotations

from django import template

from wayhome.desk.look import acts

register = template.Library()


@register.simple_tag
def act_title(kind: str) -> str:
    """What an act of this kind is called."""
    return acts.act_title(kind)
