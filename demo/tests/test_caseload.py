"""The two benchmarks of the demo's Trust must disagree where they were made to, whatever the day it is loaded."""

from datetime import date

import pytest

from accounts.models import Organisation
from demo import files, planted, services, world
from reports import agreement, counting, gap
from reports.agreement import Said
from reports.dimensions import BY_NAME
from reports.services import default_benchmark, disclosure_rule, usual_second
from reports.services.comparing import protected_comparisons
from reports.services.reference_tables import references_for

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def came():
    """Who spoke for themselves in the Trust's year, against the census and the caseload, as published."""
    services.load(today=TODAY, say=lambda text: None)
    calendar = files.calendar(today=TODAY)
    trust = Organisation.objects.get(slug=world.TRUST.slug)
    year = counting.count(counting.Scope(trust.pk, calendar.starts_on, calendar.ends_on))
    rule, five = disclosure_rule(), BY_NAME[planted.ETHNIC_GROUP]
    census, caseload = (
        references_for(benchmark=benchmark, area_codes=areas, dimensions=[five], counted=year, rule=rule)
        for benchmark, areas in (
            (default_benchmark(), world.AREAS),
            (usual_second(trust, default_benchmark()), ()),
        )
    )
    found = protected_comparisons(year, census, second=caseload, rule=rule)
    return found[gap.TableKey(planted.ETHNIC_GROUP, "direct", "came")]


def test_the_caseload_disagrees_with_the_census_about_one_group(came):
    """Black people are missing among residents, and no less than others of the people seen: few of them are."""
    said = {group.code: agreement.said(group) for group in came.groups}
    also = {group.code: agreement.said(group) for group in came.second.groups}

    assert {code for code in said if said[code] != also[code]} == {planted.BLACK}
    assert (said[planted.BLACK], also[planted.BLACK]) == (Said.UNDER, Said.NOTHING_CLEAR)


def test_the_caseload_has_rates_and_ages(came):
    assert len(came.second.rates.groups) == 4
    assert [one.note for one in came.second.standardised] == ["", ""]
