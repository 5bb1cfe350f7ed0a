import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from reports.models import BenchmarkCount
from reports.tests.factories import make_benchmark, make_report

pytestmark = pytest.mark.django_db


def test_exact_table_says_so_when_the_benchmark_no_longer_has_the_areas(client):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    benchmark = make_benchmark({"a": {"1": 100, "2": 100}}, dimension="sex", organisation=lead.organisation)
    report = make_report(lead, benchmark=benchmark, area_codes=("a",), published=True)
    BenchmarkCount.objects.filter(benchmark=benchmark).update(area_code="b")
    table = [report.pk, "sex", "direct", "came"]

    response = sign_in(client, lead).get(reverse("reports:exact_table", args=table), follow=True)

    assert response.redirect_chain == [(reverse("reports:report_table", args=table), 302)]
    assert "It has no figures for a" in response.content.decode()
