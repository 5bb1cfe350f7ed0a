from datetime import date

import pytest

from accounts.access import actor_for
from accounts.models import Commission, Role
from accounts.tests.factories import make_membership
from involvement.tests.factories import make_service
from reports import queries, services
from reports.models import ReportState
from reports.queries import MEASURES, TrendChosen
from reports.tests.factories import TODAY
from reports.tests.quarters import ASKED_AT, BLACK, QUARTERS, add_row, store_quarter, store_quarters
from reports.trend_words import NOTHING_SHOWS, point_words, trend_sentences

pytestmark = pytest.mark.django_db
STEADY = [15, 20, 15, 20, 15, 20, 15, 20]


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


def page(member, **chosen):
    actor = actor_for(member)
    options = queries.trend_options(actor, about=chosen.pop("about", ""), today=TODAY)
    return queries.trend_page(actor, TrendChosen(**({"group": BLACK} | chosen)), options, today=TODAY)


def test_trend_page_of_a_steady_share_says_that_nothing_shows(lead):
    store_quarters(lead.organisation, STEADY)

    shown = page(lead)

    assert [line.point.share for line in shown.lines] == [0.15, 0.2] * 4
    assert shown.phases[0].centre == pytest.approx(0.175)
    assert trend_sentences(shown) == [
        "Over eight quarters this group's share of the people who came was between 15% and 20%.",
        "In the benchmark it is 23%.",
        NOTHING_SHOWS,
    ]


def test_trend_page_of_seven_quarters_says_too_few(lead):
    store_quarters(lead.organisation, STEADY[1:])

    shown = page(lead)

    assert {line.point.high for line in shown.lines} == {None}
    assert trend_sentences(shown)[-1] == "Too few points to say whether it changed: it takes 8, and there are 7."


def test_trend_page_says_what_lies_outside_the_limits(lead):
    store_quarters(lead.organisation, [*STEADY[1:], 50])

    shown = page(lead)

    outside, before = trend_sentences(shown)[-2:]
    assert outside == "In April to June 2026 it was 50%: higher than chance explains (9% to 35%)."
    assert before == "It was below the middle line seven quarters in a row, the last one January to March 2026."
    assert point_words(shown.lines[-1]) == "Higher than chance explains"


def test_trend_page_leaves_a_gap_for_hidden_and_missing_quarters(lead):
    store_quarters(lead.organisation, [20, None, "none", 20])

    shown = page(lead)

    assert [line.point.share for line in shown.lines] == [0.2, None, None, 0.2]
    assert [point_words(line) for line in shown.lines[1:3]] == ["Hidden: 4% at most", "No report"]
    assert "One quarter is hidden to protect people. The line has a gap there." in trend_sentences(shown)
    assert "One quarter is without a report." in trend_sentences(shown)


def test_trend_page_shows_drafts_to_a_lead_only(lead):
    store_quarters(lead.organisation, [20, 20])
    store_quarters(lead.organisation, [5], state=ReportState.READY, version=2)
    draft = store_quarter(lead.organisation, QUARTERS[-3], 30, state=ReportState.READY)
    facilitator = make_membership(Role.FACILITATOR, lead.organisation)

    assert [line.point.share for line in page(lead).lines] == [0.3, 0.2, 0.2]
    assert page(lead).lines[0].report == draft
    assert [line.point.share for line in page(facilitator).lines] == [0.2, 0.2]


def test_trend_options_of_a_commissioner_are_what_its_providers_published(lead):
    service = make_service(lead.organisation, name="Larch Ward")
    store_quarters(lead.organisation, [20])
    store_quarters(lead.organisation, [20], service=service)
    store_quarters(make_membership(Role.INVOLVEMENT_LEAD).organisation, [20])
    buyer = make_membership(Role.COMMISSIONER)
    Commission.objects.create(commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1))

    scopes = queries.trend_options(actor_for(buyer), about="", today=TODAY).scopes

    assert [scope.name for scope in scopes] == [lead.organisation.name, f"{lead.organisation.name}, Larch Ward"]
    assert page(buyer, about=scopes[1].slug).scope == scopes[1]


def test_trend_page_of_nothing_is_none(lead):
    assert page(lead) is None


def test_trend_page_of_a_step_takes_the_groups_own_people_before_it(lead):
    report = store_quarter(lead.organisation, QUARTERS[-1], 40)
    add_row(report, 10, 60, stage="came_back")

    shown = page(lead, measure=MEASURES["step_came_back"])

    (line,) = shown.lines
    assert (line.point.observation.people, line.point.observation.known, line.point.share) == (10, 40, 0.25)
    assert trend_sentences(shown)[0] == "In one quarter, of the people in this group who came, 25% came back."
    assert shown.benchmark_share is None


def test_trend_page_starts_afresh_where_that_was_decided(lead):
    store_quarters(lead.organisation, STEADY)
    decided = services.restart_trend(
        actor=actor_for(lead), service=None, starts_on=QUARTERS[-2].starts_on, reason="New invitations", now=ASKED_AT
    )

    shown = page(lead)

    assert shown.restarts == [decided]
    assert [len(phase.points) for phase in shown.phases] == [6, 2]
    assert trend_sentences(shown)[2].startswith("The limits start afresh with January to March 2026")


def test_trend_page_forgets_a_decision_that_was_taken_back(lead):
    store_quarters(lead.organisation, STEADY)
    actor = actor_for(lead)
    decided = services.restart_trend(
        actor=actor, service=None, starts_on=QUARTERS[-2].starts_on, reason="New invitations", now=ASKED_AT
    )
    services.undo_restart(actor=actor, restart=decided, reason="There were none", now=ASKED_AT)

    assert len(page(lead).phases) == 1


def test_trend_csv_rows_hold_what_the_page_shows(lead):
    store_quarters(lead.organisation, [20, None, "none", 25])

    rows = [dict(zip(queries.TREND_COLUMNS, row, strict=True)) for row in queries.trend_csv_rows(page(lead))]

    assert [(row["people"], row["of"], row["share"]) for row in rows] == [
        (20, 100, 0.2),
        (None, 100, None),
        (None, None, None),
        (25, 100, 0.25),
    ]
    assert [row["highest_share_if_hidden"] for row in rows] == [None, 0.04, None, None]
