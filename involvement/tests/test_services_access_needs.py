from datetime import date

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent
from involvement import services
from involvement.taxonomies import AccessNeedKind
from involvement.tests.factories import make_access_need, make_participant

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


def test_set_access_needs_keeps_the_day_of_what_stays_and_asks_again_in_a_year():
    person = make_participant()
    make_access_need(person, AccessNeedKind.BREAKS)
    make_access_need(person, AccessNeedKind.BRAILLE)

    services.set_access_needs(
        actor=actor_for(Role.INVOLVEMENT_LEAD),
        participant=person,
        kinds=[AccessNeedKind.BREAKS, AccessNeedKind.STEP_FREE],
        today=TODAY,
    )

    kept = list(person.access_needs.order_by("kind").values_list("kind", "recorded_on", "review_on"))
    assert kept == [
        ("breaks", date(2026, 1, 1), date(2027, 5, 12)),
        ("step-free", TODAY, date(2027, 5, 12)),
    ]


def test_set_access_needs_to_none_removes_all_and_is_audited():
    person = make_participant()
    make_access_need(person)

    services.set_access_needs(actor=actor_for(Role.INVOLVEMENT_LEAD), participant=person, kinds=[], today=TODAY)

    assert person.access_needs.count() == 0
    assert list(AuditEvent.objects.values_list("verb", "subject_id")) == [("ACCESS_NEEDS_CHANGED", person.pk)]
