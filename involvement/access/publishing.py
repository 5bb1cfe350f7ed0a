"""Stories on their way to other readers, for those who decide about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from accounts.access import Actor, Permission
from accounts.models import Organisation
from involvement.access.stories import stories
from involvement.models import Service, Story
from involvement.taxonomies import Visibility


def stories_to_show(actor: Actor) -> QuerySet[Story]:
    """Stories whose authors want others to read them, with the decision about each, if there is one."""
    if not actor.may(Permission.PUBLISH_STORIES):
        return Story.objects.none()
    wanted = stories(actor).filter(visibility__in=(Visibility.SHARED, Visibility.PUBLIC))
    return wanted.select_related("service", "publication__decided_by")


def services_of_shown(shown: QuerySet[Story], *, since: datetime) -> QuerySet[Service, Any]:
    """Every service of the organisations that these stories went to, each with ``is_named``: whether it has enough of
    them since then to be named beside a story (rule R6)."""
    recent = shown.filter(publication__published_at__gte=since, service__isnull=False).order_by()
    enough = (
        recent.values("service").annotate(number=Count("pk")).filter(number__gte=settings.SERVICE_NAMED_FROM_STORIES)
    )
    rows = Service.objects.filter(organisation__in=shown.order_by().values("organisation")).order_by("name", "pk")
    return rows.annotate(is_named=Q(pk__in=enough.values("service")))


def organisations_of_shown(shown: QuerySet[Story]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=shown.order_by().values("organisation")).order_by("name", "pk")
