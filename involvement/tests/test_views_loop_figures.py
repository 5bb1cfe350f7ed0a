from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent
from involvement import queries
from involvement.taxonomies import ChangeStatus
from involvement.tests.factories import make_service, make_story

pytestmark = pytest.mark.django_db
URL = reverse("involvement:loop_figures")


def test_loop_figures_are_of_this_quarter_unless_told_otherwise(lead, organisation):
    service, now = make_service(organisation), timezone.now()
    make_story(organisation, on=timezone.localdate(), responded_at=now, outcome=ChangeStatus.MADE, service=service)
    make_story(organisation, on=timezone.localdate(), responded_at=now)
    make_story(organisation, on=date(2020, 1, 1))

    everything = lead.get(URL).context["figures"]
    narrowed = lead.get(URL, {"service": service.pk}).context["figures"]

    assert (everything.numbers.received, everything.change_percent, everything.median_days) == (2, 50, 0)
    assert (narrowed.numbers.received, narrowed.change_percent) == (1, 100)
    assert AuditEvent.objects.filter(verb="LOOP_FIGURES_SEEN").count() == 2


def test_loop_figures_say_nothing_of_nothing(lead):
    figures = lead.get(URL, {"quarter": "nonsense"}).context["figures"]

    assert (figures.numbers.received, figures.change_percent, figures.median_days) == (0, None, None)


def test_quarters_go_back_two_years():
    quarters = queries.quarters(today=date(2026, 2, 28))

    assert [quarter.label for quarter in quarters[:2]] == ["January to March 2026", "October to December 2025"]
    assert (len(quarters), quarters[-1].starts_on, quarters[-1].ends_on) == (8, date(2024, 4, 1), date(2024, 6, 30))
