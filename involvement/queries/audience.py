"""Who is told of a change: the authors of its stories, and whoever came where its points were raised."""

from __future__ import annotations

from django.db.models import QuerySet

from involvement import access
from involvement.models import Change, Participant, Point, Story


def audience(change: Change) -> list[Story | Participant]:
    """Everyone who raised it, each once: by a story where there is one."""
    return people_behind(change.stories.all(), change.points.all())


def people_behind(stories: QuerySet[Story], points: QuerySet[Point]) -> list[Story | Participant]:
    known: set[object] = set()
    people: list[Story | Participant] = []
    everyone: list[Story | Participant] = [*access.authors_to_tell(stories)]
    everyone += access.people_who_came(points)
    for each in everyone:
        if not known & _marks(each):
            people.append(each)
        known |= _marks(each)
    return people


def _marks(who: Story | Participant) -> set[object]:
    """By what one person is known again in another story or on the list of a session."""
    marks: set[object]
    if isinstance(who, Participant):
        marks = {who.pk, who.user_id}
    else:
        own_log_in = who.participant.user_id if who.participant else None
        marks = {who.participant_id, who.author_id, own_log_in, who.news_email.lower()}
    return marks - {None, ""}
