from __future__ import annotations

from django import template

from accounts.access import Actor, Permission

register = template.Library()


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """`{% if actor|may:"manage-sessions" %}`: leave out what the role may not do. The view's lock is what protects."""
    return actor.may(Permission(permission))
