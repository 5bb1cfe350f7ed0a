import uuid

import pytest
from django.utils import timezone

from accounts.access import NOBODY
from accounts.models import Notice, Role
from accounts.tests.factories import actor_for, make_organisation
from core.models import AuditEvent
from core.secrets import unseal
from involvement import access, services
from involvement.models import SafeguardingConcern, SafeguardingStep
from involvement.taxonomies import ConcernStatus, SafeguardingPrinciple
from involvement.tests.factories import make_concern, make_story

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WORDS = "The door of her room is locked at night"


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def safeguarder(organisation):
    return actor_for(Role.SAFEGUARDING_LEAD, organisation=organisation)


def raise_concern(organisation, *, actor=NOBODY, send_key=None):
    return services.raise_concern(
        actor=actor, organisation_id=organisation.pk, what=WORDS, send_key=send_key or uuid.uuid4(), now=NOW
    )


def take_step(actor, concern, *, passes_on=False):
    return services.take_safeguarding_step(
        actor=actor,
        concern=concern,
        principle=SafeguardingPrinciple.EMPOWERMENT,
        text="Asked her what she wants",
        passes_on=passes_on,
        send_key=uuid.uuid4(),
        now=NOW,
    )


def test_release_story_brings_it_to_the_inbox_with_its_clocks_running(organisation, safeguarder):
    story, lead = make_story(organisation, held_at=NOW), actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)
    assert list(access.stories(lead)) == []

    services.release_story(actor=safeguarder, story=story, now=NOW)

    row = access.stories(lead).get()
    assert (row, row.sent_on, row.acknowledge_by) == (story, story.sent_on, story.acknowledge_by)
    assert list(access.held_stories(safeguarder)) == []


def test_release_story_leaves_another_organisations_story_held(safeguarder):
    story = make_story(held_at=NOW)

    services.release_story(actor=safeguarder, story=story, now=NOW)

    story.refresh_from_db()
    assert story.is_held


def test_raise_concern_is_kept_once_encrypted_and_tells_the_safeguarding_lead(organisation, safeguarder):
    key = uuid.uuid4()
    for _ in range(2):
        raise_concern(organisation, send_key=key)

    concern = SafeguardingConcern.objects.get()
    assert (concern.status, unseal(concern.what), WORDS in concern.what) == (ConcernStatus.OPEN, WORDS, False)
    assert [notice.role for notice in Notice.objects.all()] == [Role.SAFEGUARDING_LEAD]


def test_raise_concern_refuses_where_nobody_would_read_it(organisation):
    with pytest.raises(services.NobodyReads):
        raise_concern(organisation)


def test_concern_leaves_no_words_in_the_audit(organisation, safeguarder):
    concern = raise_concern(organisation, actor=safeguarder)
    take_step(safeguarder, concern)
    services.close_concern(actor=safeguarder, concern=concern, outcome="She is safe", now=NOW)

    events = AuditEvent.objects.filter(target_type="safeguardingconcern").order_by("pk")
    assert list(events.values_list("verb", "reason")) == [
        ("CONCERN_RAISED", ""),
        ("CONCERN_STEP_TAKEN", ""),
        ("CONCERN_CLOSED", ""),
    ]


def test_take_safeguarding_step_passes_on(organisation, safeguarder):
    concern = make_concern(organisation)

    step = take_step(safeguarder, concern, passes_on=True)

    concern.refresh_from_db()
    assert (concern.status, concern.passed_on_at) == (ConcernStatus.PASSED_ON, NOW)
    assert unseal(step.text) == "Asked her what she wants"


def test_close_concern_closes_once_for_all(organisation, safeguarder):
    concern = make_concern(organisation)
    services.close_concern(actor=safeguarder, concern=concern, outcome="She is safe", now=NOW)

    with pytest.raises(services.ConcernClosed):
        services.close_concern(actor=safeguarder, concern=concern, outcome="Something else", now=NOW)
    with pytest.raises(services.ConcernClosed):
        take_step(safeguarder, concern)

    assert unseal(SafeguardingConcern.objects.get().outcome) == "She is safe"
    assert SafeguardingStep.objects.count() == 0
