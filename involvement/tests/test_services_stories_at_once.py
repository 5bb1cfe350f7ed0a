"""The same form sent several times at the very same moment, on real connections."""

import uuid

import pytest

from accounts.tests.factories import make_organisation
from involvement.models import Story
from involvement.tests.test_services_attendance_at_once import at_once
from involvement.tests.test_services_stories import send

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TIMES = 8


def test_send_story_at_once_keeps_one_and_shows_everybody_its_code():
    organisation, key = make_organisation(), uuid.uuid4()

    sent = at_once(*[lambda: send(organisation=organisation, send_key=key)] * TIMES)

    assert Story.objects.count() == 1
    assert (sum(each.is_new for each in sent), len({each.code for each in sent})) == (1, 1)


def test_send_story_at_once_of_many_people_keeps_all():
    organisation = make_organisation()

    sent = at_once(*[lambda: send(organisation=organisation, send_key=uuid.uuid4()) for _ in range(TIMES)])

    assert Story.objects.count() == len({each.code for each in sent}) == TIMES
