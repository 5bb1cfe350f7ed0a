from datetime import UTC, datetime

import pytest

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation
from core.models import AuditEvent
from involvement.equality import Question
from involvement.tests.factories import make_activity, make_session
from reports import services
from reports.gap import Part
from reports.models import GapReport, GapRow, GapTable, OwnGroup
from reports.services.own_groups import MOST_IN_USE, in_use
from reports.tests.factories import ANSWERED_AT, add_people, answer, build, make_own_group, make_report

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)
BLACK = Part("ethnic_group_5", frozenset({"2"}))
ASIAN_OR_BLACK = Part("ethnic_group_5", frozenset({"1", "2"}))
WOMEN = Part("sex", frozenset({"1"}))
YOUNG = Part("age_band", frozenset({"1", "2"}))


@pytest.fixture
def lead(census_areas):
    return make_membership(Role.INVOLVEMENT_LEAD, make_organisation(area_codes=["E92000001"]))


def test_define_own_group_keeps_what_it_means_and_who_defined_it(lead):
    group = make_own_group(lead)

    assert (group.organisation, group.made_by, group.made_at) == (lead.organisation, lead.user, ANSWERED_AT)
    assert group.parts == [{"dimension": "ethnic_group_5", "codes": ["2"]}, {"dimension": "sex", "codes": ["1"]}]
    assert in_use(lead.organisation_id) == (group.dimension,)
    assert AuditEvent.objects.get(verb="OWN_GROUP_DEFINED").target_id == str(group.pk)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([BLACK, WOMEN, YOUNG], "Choose one or two questions. Three at once could point at a single person."),
        ([BLACK, Part("ethnic_group_19", frozenset({"1"}))], "Choose two different questions."),
        ([BLACK, Part("sex", frozenset())], "Select at least one group, and not all of them: Sex."),
        ([BLACK, Part("sex", frozenset({"1", "2"}))], "Select at least one group, and not all of them: Sex."),
        ([BLACK, Part("sex", frozenset({"9"}))], "Select at least one group, and not all of them: Sex."),
        ([Part("ethnic_category_nhs16", frozenset({"A"}))], "Choose one or two of the questions that reports compare."),
        ([BLACK], "Select more groups, or add a second question. Every report has this group already."),
        (
            [Part("ethnic_group_19", frozenset({"6", "7", "8"}))],
            "Select more groups, or add a second question. Every report has this group already.",
        ),
    ],
)
def test_define_own_group_refuses_what_makes_no_group_of_its_own(lead, parts, message):
    with pytest.raises(services.OwnGroupRefused) as refused:
        make_own_group(lead, *parts)

    assert str(refused.value) == message
    assert not OwnGroup.objects.exists()


def test_define_own_group_refuses_the_same_people_twice(lead):
    make_own_group(lead)

    with pytest.raises(services.OwnGroupRefused, match="“Black women” is made of these already"):
        make_own_group(lead, WOMEN, Part("ethnic_group_19", frozenset({"6", "7", "8"})), name="Another name")


def test_define_own_group_refuses_a_name_in_use(lead):
    make_own_group(lead)

    with pytest.raises(services.OwnGroupRefused, match="One of your groups has this one already"):
        make_own_group(lead, ASIAN_OR_BLACK, name="BLACK WOMEN")


def test_define_own_group_takes_no_more_than_can_be_read(lead):
    for number in range(MOST_IN_USE):
        make_own_group(lead, Part("ethnic_group_19", frozenset({str(number + 1)})), WOMEN, name=f"Group {number}")

    with pytest.raises(services.OwnGroupRefused, match="You can have 10 groups at a time"):
        make_own_group(lead)


def test_define_own_group_refuses_pairs_of_questions_that_make_a_ring(lead):
    """Black women, young women and Black young people together would cross all three questions."""
    make_own_group(lead)
    make_own_group(lead, WOMEN, YOUNG, name="Young women")

    with pytest.raises(services.OwnGroupRefused, match="would go round in a ring"):
        make_own_group(lead, BLACK, YOUNG, name="Young Black people")


def test_define_own_group_takes_a_pair_of_questions_again(lead):
    make_own_group(lead)
    make_own_group(lead, ASIAN_OR_BLACK, WOMEN, name="Asian or Black women")

    assert len(in_use(lead.organisation_id)) == 2


def test_define_own_group_again_after_it_was_retired(lead):
    services.retire_own_group(actor=actor_for(lead), group=make_own_group(lead), now=NOW)

    again = make_own_group(lead)

    assert in_use(lead.organisation_id) == (again.dimension,)


def test_retire_own_group_is_recorded_once(lead):
    group = make_own_group(lead)
    for _ in range(2):
        services.retire_own_group(actor=actor_for(lead), group=group, now=NOW)

    assert AuditEvent.objects.filter(verb="OWN_GROUP_RETIRED").count() == 1
    assert in_use(lead.organisation_id) == ()


def black_women_and_others(lead):
    """30 people who came: 10 Black women, 10 Black men, 10 White women."""
    session = make_session(make_activity(lead.organisation))
    for ethnic_group, sex in (("black-african", "female"), ("black-african", "male"), ("white-irish", "female")):
        for person in add_people(session, 10, ethnic_group=ethnic_group):
            answer(person, Question.SEX, sex)
    return session


def rows_of(report, group):
    tables = GapTable.objects.filter(report=report, dimension=group.definition, voice="direct", stage="came")
    return list(GapRow.objects.filter(table__in=tables).order_by("position"))


def test_report_has_the_own_groups_of_its_organisation(lead):
    black_women_and_others(lead)
    group = make_own_group(lead)

    inside, outside = rows_of(make_report(lead), group)

    assert (inside.code, inside.label, inside.participants) == ("in", "Black women", 10)
    assert (outside.code, outside.label, outside.participants) == ("out", "Everyone else", 20)
    assert inside.benchmark_share == pytest.approx(0.0205, abs=0.0005)


def test_report_keeps_an_own_group_that_was_retired_after_it_was_asked_for(lead):
    black_women_and_others(lead)
    group = make_own_group(lead)
    report = make_report(lead, published=True)
    services.retire_own_group(actor=actor_for(lead), group=group, now=NOW)

    kept = GapReport.objects.get(pk=report.pk)

    assert kept.own_dimensions == (group.dimension,)
    assert len(rows_of(kept, group)) == 2


def test_refresh_report_counts_the_own_groups_of_that_moment(lead):
    black_women_and_others(lead)
    report = make_report(lead)
    group = make_own_group(lead)
    assert rows_of(report, group) == []

    refreshed = build(services.refresh_report(actor=actor_for(lead), report=report))

    assert [row.participants for row in rows_of(refreshed, group)] == [10, 20]


def test_own_groups_of_another_organisation_are_not_in_a_report(lead):
    black_women_and_others(lead)
    make_own_group(make_membership(Role.INVOLVEMENT_LEAD))

    assert make_report(lead).own_groups == []
