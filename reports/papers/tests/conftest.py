"""Reports that are made once for all tests of this folder, and undone after them."""

from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction

from accounts.access import actor_for
from accounts.models import Organisation, Role
from accounts.tests.factories import make_membership, make_organisation
from involvement.models import LoopSummary
from involvement.taxonomies import ChangeStatus, SpeakingRole
from involvement.tests.factories import make_activity, make_session
from reports import census, queries
from reports.loops import LABELS
from reports.models import Benchmark, BenchmarkCount, ReportState
from reports.tests.factories import TODAY, add_people, make_report

SOUTH_LONDON = ["E09000008", "E09000022", "E09000023", "E09000028"]
PUBLISHED_AT = datetime(2026, 7, 2, 9, tzinfo=UTC)
# Black people are missing, and a community leader speaks for Other.
GAP = {"asian-indian": 14, "black-african": 12, "mixed-white-and-asian": 17, "white-british": 139, "": 7}
# 3 and 2 against 2 and 3: stars, with the same totals.
TWIN, OTHER_TWIN = ({"white-british": 60, "black-african": n, "asian-indian": 5 - n} for n in (3, 2))


def make_paper(people, *, leaders=6) -> queries.Paper:
    lead = make_membership(Role.INVOLVEMENT_LEAD, make_organisation(name="Larch Trust"))
    session = make_session(make_activity(lead.organisation))
    for answer, number in people.items():
        add_people(session, number, ethnic_group=answer)
    add_people(session, leaders, ethnic_group="other-arab", role=SpeakingRole.COMMUNITY_LEADER)
    with time_machine.travel(PUBLISHED_AT, tick=False):
        report = make_report(lead, published=True, area_codes=SOUTH_LONDON)
    return queries.paper(actor_for(lead), report, today=TODAY)


ANSWERS = dict.fromkeys(LABELS, 20) | {"overdue": None, "made": None, "not_possible": 5}


def with_answers(paper):
    """The same with twenty stories and something that was said and done."""
    report = copy(paper.report)
    report.loop = {"counts": ANSWERS, "withheld": [], "median_days": 9}
    said = LoopSummary(
        organisation=report.organisation, you_said="The garden closes too early.", we_did="It is open until 9pm.",
        status=ChangeStatus.MADE, published_at=PUBLISHED_AT,
    )  # fmt: skip
    return replace(paper, report=report, said_and_done=(said,))


def unpublished(paper):
    report = copy(paper.report)
    report.published_at, report.state = None, ReportState.READY
    return replace(paper, report=report)


def renamed(paper, name):
    report = copy(paper.report)
    report.organisation = Organisation(name=name)
    return replace(paper, report=report)


@pytest.fixture(scope="package")
def papers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        if not Benchmark.objects.filter(organisation=None).exists():
            census.load(benchmarks=Benchmark.objects, counts=BenchmarkCount.objects, areas={"E92000001", *SOUTH_LONDON})
        found = make_paper(GAP)
        yield SimpleNamespace(
            told=with_answers(found),
            gap=found,
            twin=make_paper(TWIN),
            other_twin=make_paper(OTHER_TWIN),
            few=make_paper({"white-british": 6}, leaders=0),
            silent=make_paper({"": 80, "white-british": 10}),
            nobody=make_paper({}, leaders=0),
            draft=unpublished(found),
            odd=renamed(found, "=1+1 #strong[Łódź] 😀"),
        )
        transaction.set_rollback(True)
