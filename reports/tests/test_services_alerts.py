from datetime import date

import pytest
from django.core import mail

from accounts.access import actor_for
from accounts.models import Commission, Notice, Role
from accounts.services import send_notice
from accounts.tests.factories import make_membership
from core.models import AuditEvent
from involvement.tests.factories import make_service
from reports import access, services
from reports.dimensions import BY_NAME
from reports.models import Alert, AlertNotice, ReportState
from reports.tests.factories import TODAY
from reports.tests.quarters import ASKED_AT, QUARTERS, add_row, make_quarters, store_quarter, store_quarters

pytestmark = pytest.mark.django_db
FALLEN = [30, 30, 30, 30, 10]
UNDER = "markedly-under"


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def buyer(lead):
    buyer = make_membership(Role.COMMISSIONER)
    Commission.objects.create(commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1))
    return buyer


def look():
    return services.raise_alerts(today=TODAY, now=ASKED_AT)


def told(member):
    return [notice.alert for notice in access.alert_notices(actor_for(member), today=TODAY)]


def mails():
    for notice in Notice.objects.all():
        send_notice(job_id=notice.job_id)
    return sorted(message.to[0] for message in mail.outbox)


def drafts(lead, counts=FALLEN, **fields):
    return store_quarters(lead.organisation, counts, verdict=UNDER, state=ReportState.READY, **fields)


def publish(reports):
    for report in reports:
        report.state = ReportState.PUBLISHED
        report.save()


def test_real_reports_raise_one_alert_however_often_they_are_looked_through(lead, buyer):
    make_quarters(lead, [30, 30, 30, 30, 5], area_codes=["E09000008", "E09000022", "E09000023", "E09000028"])

    assert (look(), look()) == (2, 0)

    (mine,), (theirs,) = told(lead), told(buyer)
    assert (mine.is_public, theirs.is_public) == (False, True)
    assert {(one.dimension, one.code, one.first_on) for one in (mine, theirs)} == {
        ("ethnic_group_5", "2", QUARTERS[-1].starts_on)
    }
    assert mails() == sorted([lead.user.email, buyer.user.email])


def test_a_draft_tells_the_lead_only_and_publishing_it_the_commissioner(lead, buyer):
    reports = drafts(lead)

    assert (look(), len(told(lead)), told(buyer)) == (1, 1, [])
    publish(reports)
    assert (look(), len(told(lead)), len(told(buyer))) == (1, 1, 1)
    assert mails() == sorted([lead.user.email, buyer.user.email])


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ([10, 10, 10, 10, 10], UNDER),
        ([30, 30, 30, 30, 10], "no-clear-difference"),
        ([30, 30, 30, 10], UNDER),
        ([10, 10, 10, 10, 30], UNDER),
    ],
)
def test_no_alert_for_a_group_that_is_not_both_under_and_getting_worse(lead, counts, verdict):
    store_quarters(lead.organisation, counts, verdict=verdict)

    assert (look(), Alert.objects.count()) == (0, 0)


def test_next_quarter_of_the_same_spell_is_no_news(lead):
    drafts(lead, [30, 30, 30, 30, 10, "none"])
    assert look() == 1

    store_quarter(lead.organisation, QUARTERS[-1], 5, verdict=UNDER)

    assert (look(), Alert.objects.count()) == (0, 1)


def test_a_hidden_quarter_neither_ends_a_spell_nor_begins_one(lead):
    drafts(lead, [30, 30, 30, 30, 10, "none"])
    look()
    store_quarter(lead.organisation, QUARTERS[-1], None, verdict="hidden")

    assert (look(), Alert.objects.get().recovered_on) == (0, None)


def test_a_new_alert_comes_only_after_the_group_has_recovered_and_come_back(lead):
    drafts(lead, [40, 40, 40, 40, 40, "none", "none", "none"])
    look()
    for quarter, people, verdict in zip(QUARTERS[-3:], (10, 40, 5), (UNDER, "no-clear-difference", UNDER), strict=True):
        store_quarter(lead.organisation, quarter, people, verdict=verdict)
        look()

    spells = [(one.first_on, one.recovered_on) for one in Alert.objects.filter(is_public=False).order_by("first_on")]
    assert spells == [(QUARTERS[-3].starts_on, QUARTERS[-2].starts_on), (QUARTERS[-1].starts_on, None)]


def test_a_draft_whose_figures_waver_raises_its_alert_once(lead):
    *_, newest = drafts(lead)
    assert look() == 1
    row = newest.tables.get().rows
    for digest, verdict in (("a", "no-clear-difference"), ("b", UNDER)):
        row.update(verdict=verdict)
        newest.digest = digest
        newest.save()
        assert look() == 0

    assert Alert.objects.count() == 1


def test_a_corrected_report_takes_the_place_of_the_one_that_was_withdrawn(lead, buyer):
    *_, first = store_quarters(lead.organisation, FALLEN, verdict=UNDER)
    look()
    first.state = ReportState.WITHDRAWN
    first.save()
    assert told(buyer) == []

    corrected = store_quarter(lead.organisation, QUARTERS[-1], 15, verdict=UNDER, version=2)
    look()

    assert [alert.report for alert in told(buyer)] == [corrected]


def test_a_wide_group_stands_for_the_narrow_ones_in_it(lead):
    black_african = next(group.code for group in BY_NAME["ethnic_group_19"].groups if group.parent == "2")
    for report, people in zip(drafts(lead), FALLEN, strict=True):
        add_row(report, people, 100, verdict=UNDER, dimension="ethnic_group_19", code=black_african)

    look()

    assert [(one.dimension, one.code) for one in Alert.objects.all()] == [("ethnic_group_5", "2")]


def test_a_majority_is_never_an_alert(lead):
    for report, people in zip(drafts(lead, [50] * 5), [90, 90, 90, 90, 50], strict=True):
        add_row(report, people, 100, verdict=UNDER, dimension="disability", code="2")

    assert look() == 0


def test_each_service_has_its_own_alert(lead):
    for service in (None, make_service(lead.organisation), make_service(lead.organisation)):
        drafts(lead, service=service)

    assert (look(), look(), len(told(lead)), mails()) == (3, 0, 3, [lead.user.email])


def test_see_alert_keeps_who_saw_it_first(lead):
    drafts(lead)
    look()
    notice = AlertNotice.objects.get()
    colleague = make_membership(Role.INVOLVEMENT_LEAD, lead.organisation)

    for member in (lead, colleague):
        services.see_alert(actor=actor_for(member), notice=notice, now=ASKED_AT)

    notice.refresh_from_db()
    assert (notice.seen_by, AuditEvent.objects.filter(verb="ALERT_SEEN").count()) == (lead.user, 1)


def test_act_on_alert_keeps_what_was_done_and_counts_as_seen(lead):
    drafts(lead)
    look()

    services.act_on_alert(
        actor=actor_for(lead), notice=AlertNotice.objects.get(), action="Met two groups", now=ASKED_AT
    )

    notice = AlertNotice.objects.get()
    assert (notice.action, notice.acted_by, notice.seen_by) == ("Met two groups", lead.user, lead.user)
    assert AuditEvent.objects.get(verb="ALERT_ACTED_ON").reason == "Met two groups"
