"""What a worker does in the background, from the first click to the last."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Commission, OrganisationKind, Role
from accounts.tests.factories import make_membership, make_organisation, sign_in
from config.tests.browser.keyboard import Keyboard
from involvement.equality import Question
from involvement.tests.factories import make_activity, make_session
from reports import periods
from reports.tests.factories import add_people

pytestmark = [pytest.mark.broker, pytest.mark.usefixtures("worker")]
PATIENCE = 120_000
PEOPLE = f"participant_reference,{Question.SEX},joined_on\nblue-kettle,female,2026-01-05\nravi,male,2026-01-05\n"


@pytest.fixture
def lead(world):
    return make_membership(Role.INVOLVEMENT_LEAD, make_organisation(area_codes=["E92000001"]))


@pytest.fixture
def commissioner(lead):
    buyer = make_organisation(kind=OrganisationKind.COMMISSIONER)
    Commission.objects.create(commissioner=buyer, provider=lead.organisation, starts_on=timezone.localdate())
    return make_membership(Role.COMMISSIONER, buyer)


def result(visitor, keys):
    """The page says by itself when the work is over; without scripts one asks again."""
    over = "See the result"
    while visitor.page.is_visible("progress") and not visitor.page.is_visible(f"text={over}"):
        if visitor.scripts:
            visitor.page.wait_for_selector(f"text={over}", timeout=PATIENCE)
        else:
            keys.press("See how far it is now")
    if visitor.page.is_visible(f"text={over}"):
        keys.press(over)


@pytest.mark.parametrize("scripts", [True, False])
def test_file_is_checked_then_saved(enter, client, lead, scripts):
    visitor = enter(sign_in(client, lead))
    visitor.open(reverse("involvement:start_import"), scripts=scripts)
    visitor.page.check("[value=participants]", force=True)
    visitor.page.set_input_files(
        "[name=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    )
    keys = Keyboard(visitor.page)
    keys.press("Check this file")
    result(visitor, keys)
    assert "Every line is right" in visitor.page.inner_text("main")
    assert lead.organisation.participants.count() == 0

    keys.press("Save these lines")
    result(visitor, keys)
    assert "Saved." in visitor.page.inner_text("main")

    assert sorted(lead.organisation.participants.values_list("reference", flat=True)) == ["blue-kettle", "ravi"]
    assert visitor.complaints == []


def test_report_is_asked_for_made_published_and_seen(enter, client, lead, commissioner):
    quarter = periods.last_quarter(today=timezone.localdate())
    add_people(make_session(make_activity(lead.organisation), on=quarter.starts_on), 40, ethnic_group="white-british")
    visitor = enter(sign_in(client, lead))
    keys = Keyboard(visitor.page)
    visitor.open(reverse("reports:reports"))
    keys.press("Ask for")
    visitor.page.select_option("[name=period]", quarter.slug)
    keys.press("Ask for report")
    visitor.page.wait_for_selector("text=Show the report", timeout=PATIENCE)
    keys.press("Show the report")
    keys.press("Publish")
    keys.press("Publish report")

    buyer = enter(sign_in(client, commissioner))
    buyer.open(reverse("reports:dashboard"))
    assert (str(lead.organisation) in buyer.page.inner_text("main"), buyer.faults()) == (True, [])
    assert visitor.complaints == []
