"""Two who decide, or press, at the very same moment, on real connections."""

import uuid
from datetime import date

import pytest
from django.utils import timezone

from accounts.access import NOBODY
from accounts.models import Role
from accounts.tests.factories import actor_for, make_membership, make_organisation
from involvement import services
from involvement.models import HappenedToo, Publication, SafeguardingConcern
from involvement.taxonomies import Visibility
from involvement.tests.factories import make_published, make_story
from involvement.tests.test_services_attendance_at_once import at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
NOW = timezone.now()


def test_publish_story_at_once_lets_one_decide_and_asks_the_others():
    story = make_story(visibility=Visibility.PUBLIC, better="Dr Shah was late")
    leads = [actor_for(Role.INVOLVEMENT_LEAD, organisation=story.organisation) for _ in range(4)]

    def decide(actor, number):
        words, reasons = {"better": f"Somebody was late {number}"}, ["name"]
        try:
            return services.publish_story(actor=actor, story=story, words=words, reasons=reasons, was=None, now=NOW)
        except services.DecidedMeanwhile as meanwhile:
            return meanwhile.saved

    decided = at_once(*[lambda actor=actor, n=n: decide(actor, n) for n, actor in enumerate(leads)])

    assert {publication.better for publication in decided} == {Publication.objects.get().better}


def test_happened_too_at_once_counts_one():
    story, today = make_published(), date(2026, 5, 12)

    at_once(*[lambda: services.say_happened_too(actor=NOBODY, story=story, browser="one", today=today)] * 6)

    assert HappenedToo.objects.count() == 1


def test_raise_concern_at_once_keeps_one():
    organisation, key = make_organisation(), uuid.uuid4()
    make_membership(Role.SAFEGUARDING_LEAD, organisation)
    told = {"organisation_id": organisation.pk, "what": "A worry", "send_key": key, "now": NOW}

    at_once(*[lambda: services.raise_concern(actor=NOBODY, **told)] * 6)

    assert SafeguardingConcern.objects.count() == 1
