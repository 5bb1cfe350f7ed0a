"""Stories on their way to other readers, for those who decide about them."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from involvement.access.stories import stories
from involvement.models import Story
from involvement.taxonomies import Visibility


def stories_to_show(actor: Actor) -> QuerySet[Story]:
    """Stories whose authors want others to read them, with the decision about each, if there is one."""
    if not actor.may(Permission.PUBLISH_STORIES):
        return Story.objects.none()
    wanted = stories(actor).filter(visibility__in=(Visibility.SHARED, Visibility.PUBLIC))
    return wanted.select_related("service", "publication__decided_by")
