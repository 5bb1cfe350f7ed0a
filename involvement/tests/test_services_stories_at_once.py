"""The same form sent several times at the very same moment, on real connections."""

import re
import uuid

import pytest
from django.test import Client

from accounts.tests.factories import make_organisation
from involvement.models import Story
from involvement.tests.test_services_attendance_at_once import at_once
from involvement.tests.test_services_stories import send
from involvement.tests.test_views_saying import CHOICES, address, hidden, write
from involvement.tests.test_views_saying import send as send_pages

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TIMES = 8
CODE = re.compile(r'class="heard-saying__code">([^<]+)<')


def codes_in(answers):
    """As they stand on the pages: the test client mixes up the contexts of threads."""
    return {CODE.search(answer.content.decode())[1] for answer in answers}


def test_send_story_at_once_keeps_one_and_shows_everybody_its_code():
    organisation, key = make_organisation(), uuid.uuid4()

    sent = at_once(*[lambda: send(organisation=organisation, send_key=key)] * TIMES)

    assert Story.objects.count() == 1
    assert (sum(each.is_new for each in sent), len({each.code for each in sent})) == (1, 1)


def test_send_story_at_once_of_many_people_keeps_all():
    organisation = make_organisation()

    sent = at_once(*[lambda: send(organisation=organisation, send_key=uuid.uuid4()) for _ in range(TIMES)])

    assert Story.objects.count() == len({each.code for each in sent}) == TIMES


def test_send_story_by_an_impatient_finger_keeps_one():
    organisation = make_organisation()
    form = hidden(write(Client(), organisation)) | CHOICES

    answers = at_once(*[lambda: Client().post(address(organisation), form)] * TIMES)

    assert {answer.status_code for answer in answers} == {201}
    assert len(codes_in(answers)) == Story.objects.count() == 1


def test_send_story_by_a_whole_ward_at_once_keeps_all():
    """All behind one address, from the first screen to the last."""
    organisation = make_organisation()

    answers = at_once(*[lambda: send_pages(Client(), organisation)] * TIMES)

    assert {answer.status_code for answer in answers} == {201}
    assert len(codes_in(answers)) == Story.objects.count() == TIMES
