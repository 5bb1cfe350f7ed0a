"""Where a published story happened, as far as others may know (rule R6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import Organisation
from involvement import access
from involvement.deidentify import begins_sentence
from involvement.models import Service, Story


@dataclass(frozen=True, slots=True)
class StoryPlaces:
    """``named`` are the services with enough stories; ``hidden`` the names of the others, by organisation."""

    named: Sequence[Service]
    hidden: Mapping[UUID, Sequence[str]]

    def of(self, story: Story) -> str:
        """The service's name, or its organisation's when too few stories are about the service."""
        names = {service.pk: service.name for service in self.named}
        return names.get(story.service_id) or story.organisation.name if story.service_id else story.organisation.name

    def masked(self, text: str, organisation_id: UUID) -> str:
        """The text without names of services that would give away where a story happened."""
        names = sorted(self.hidden.get(organisation_id, ()), key=len, reverse=True)
        if not names:
            return text
        pattern = rf"\b(?:the )?(?:{'|'.join(map(re.escape, names))})\b"
        return re.sub(
            pattern,
            lambda match: "The service" if begins_sentence(text, match.start()) else "the service",
            text,
            flags=re.IGNORECASE,
        )

    def near(self, words: str) -> set[str]:
        """The hidden names that these words could be looking for."""
        parts = words.lower().split()
        every = {name for names in self.hidden.values() for name in names}
        return {name for name in every if any(part in name.lower() for part in parts)}


def story_places(shown: QuerySet[Story], *, now: datetime) -> StoryPlaces:
    """``shown`` are all stories that these readers may read, before any filter: a service has what it has."""
    named, hidden = [], defaultdict(list)
    since = now - timedelta(days=settings.SERVICE_NAMED_DAYS)
    for service in access.services_of_shown(shown, since=since):
        if service.is_named:
            named.append(service)
        else:
            hidden[service.organisation_id].append(service.name)
    return StoryPlaces(named, hidden)


def story_organisations(shown: QuerySet[Story]) -> Sequence[Organisation]:
    return list(access.organisations_of_shown(shown))
