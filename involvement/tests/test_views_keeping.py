from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.access import SYSTEM, Actor
from accounts.models import Role
from accounts.tests.factories import make_organisation, signed_in
from core import audit
from involvement import services
from involvement.tests.factories import make_participant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, 9, tzinfo=UTC)
RECEIPT, FILE = reverse("involvement:erasure_receipt"), reverse("involvement:erasure_receipt_file")


@pytest.fixture
def number() -> str:
    return services.erase_record(actor=Actor(), participant=make_participant(), now=NOW).number


def test_erasure_receipt_opens_with_its_number(client, number):
    page = client.post(RECEIPT, {"number": number}, follow=True).content.decode()

    assert ("Your record" in page, number in page) == (True, True)


def test_erasure_receipt_file_says_the_same(client, number):
    client.post(RECEIPT, {"number": number})

    text = client.get(FILE).content.decode()

    assert text.startswith(f"Receipt {number}\nDeleted on 2 April 2026")
    assert "Your record: 1 deleted" in text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"number": ""}, "Enter the number of your receipt"),
        ({"number": "ABCDE-23456"}, "Check the number and enter it again"),
    ],
)
def test_erasure_receipt_without_the_number_shows_nothing(client, number, sent, says):
    page = client.post(RECEIPT, sent).content.decode()

    assert (says in page, "Your record" in page) == (True, False)


def test_erasure_receipt_file_without_the_number_leads_to_the_form(client, number):
    assert client.get(FILE).headers["Location"] == RECEIPT


def test_keeping_shows_how_long_and_what_was_done_here(client):
    ours, theirs = make_organisation(), make_organisation()
    for organisation, how_many in ((ours, "1717"), (theirs, "2323")):
        audit.record(actor=SYSTEM, verb="RETENTION_TOLD", organisation_id=organisation.pk, reason=how_many)
    signed_in(client, Role.ADMINISTRATOR, ours)

    page = client.get(reverse("involvement:keeping")).content.decode()

    assert ("2 years" in page, "28 days" in page, "1717" in page, "2323" in page) == (True, True, True, False)


def test_keep_on_register_takes_the_day_of_deletion_away(client):
    organisation = make_organisation()
    signed_in(client, Role.INVOLVEMENT_LEAD, organisation)
    person = make_participant(organisation, leaving_on=date(2026, 3, 1))
    shown = client.get(reverse("involvement:participant", args=[person.pk])).content.decode()

    client.post(reverse("involvement:keep_on_register", args=[person.pk]))

    person.refresh_from_db()
    assert ("1 March 2026" in shown, person.leaving_on) == (True, None)
