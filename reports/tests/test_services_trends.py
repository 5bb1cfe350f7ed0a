from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.access import organisation
from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import AuditEvent
from involvement.tests.factories import make_service
from reports import services
from reports.models import TrendRestart
from reports.tests.quarters import ASKED_AT, QUARTERS

pytestmark = pytest.mark.django_db
QUARTER = QUARTERS[-1].starts_on


@pytest.fixture
def lead():
    return actor_for(Role.INVOLVEMENT_LEAD)


def restart(actor, **fields):
    values = {"service": None, "starts_on": QUARTER, "reason": "New invitations", "now": ASKED_AT}
    return services.restart_trend(actor=actor, **(values | fields))


def undo(actor, decision):
    return services.undo_restart(actor=actor, restart=decision, reason="It was wrong", now=ASKED_AT)


def test_restart_trend_records_who_decided_and_why(lead):
    decision = restart(lead)

    assert (decision.decided_by_id, decision.organisation_id, decision.reason) == (
        lead.user_id,
        lead.organisation_id,
        "New invitations",
    )
    event = AuditEvent.objects.get(verb="TREND_RESTARTED")
    assert (event.target_id, event.reason) == (str(decision.pk), "New invitations")


def test_restart_trend_refuses_the_same_quarter_twice(lead):
    restart(lead)

    with pytest.raises(services.TrendRefused, match="already"):
        restart(lead)

    restart(lead, service=make_service(organisation(lead)))
    restart(actor_for(Role.INVOLVEMENT_LEAD))


def test_restart_trend_refuses_a_day_that_starts_no_quarter(lead):
    with pytest.raises(services.TrendRefused, match="quarter"):
        restart(lead, starts_on=date(2026, 5, 1))


def test_restart_trend_refuses_somebody_elses_service(lead):
    with pytest.raises(services.TrendRefused, match="own services"):
        restart(lead, service=make_service())


def test_undo_restart_keeps_both_decisions(lead):
    decision = restart(lead)

    undone = undo(lead, decision)

    assert (undone.undoes, undone.starts_on, TrendRestart.objects.count()) == (decision, QUARTER, 2)
    assert AuditEvent.objects.filter(verb="TREND_RESTART_UNDONE").count() == 1


def test_undo_restart_makes_room_for_a_new_decision(lead):
    undo(lead, restart(lead))

    assert restart(lead).undoes is None


def test_undo_restart_refuses_twice_and_for_what_undoes(lead):
    decision = restart(lead)
    undone = undo(lead, decision)

    for again in (decision, undone):
        with pytest.raises(services.TrendRefused, match="taken back"):
            undo(lead, again)


def test_decision_without_a_reason_cannot_be_stored(lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        restart(lead, reason="")
