from datetime import date

import pytest

from accounts import services
from accounts.access import SYSTEM
from accounts.models import Commission, Organisation, OrganisationKind, Role
from accounts.tests.factories import actor_for, make_organisation
from core.models import AuditEvent

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def create(slug="larch", **fields):
    values = {"name": "Larch Trust", "kind": OrganisationKind.NHS_PROVIDER, "today": TODAY}
    return services.create_organisation(actor=SYSTEM, slug=slug, **(values | fields))


def test_create_organisation_with_areas():
    assert create(area_codes=["e09000022", "E09000028"]).area_codes == ["E09000022", "E09000028"]


def test_create_organisation_writes_it_down():
    organisation = create()

    event = AuditEvent.objects.get()
    assert (event.verb, event.organisation_id, event.user_id) == ("ORGANISATION_CREATED", organisation.pk, None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "shop"}, "Choose a kind from: nhs-provider, "),
        ({"area_codes": ["E99999999"]}, "E99999999"),
        ({"commissions": ["nobody"]}, "There is no organisation called nobody"),
        ({"commissions": ["known"]}, "larch is not a commissioner"),
    ],
)
def test_create_organisation_that_is_refused_makes_nothing(fields, message):
    make_organisation(slug="known")

    with pytest.raises(services.OrganisationRefused, match=message):
        create(**fields)

    assert [o.slug for o in Organisation.objects.all()] == ["known"]


def test_create_organisation_twice_is_refused():
    create()

    with pytest.raises(services.OrganisationRefused, match="already an organisation called larch"):
        create(name="Another")

    assert Organisation.objects.get().name == "Larch Trust"


def test_create_commissioner_with_what_it_buys():
    provider = make_organisation(slug="larch")

    buyer = create("icb", kind=OrganisationKind.COMMISSIONER, commissions=["larch"])

    commission = Commission.objects.get()
    assert (commission.commissioner, commission.provider, commission.starts_on) == (buyer, provider, TODAY)


def test_add_commission_twice_is_refused():
    make_organisation(slug="larch")
    create("icb", kind=OrganisationKind.COMMISSIONER, commissions=["larch"])

    with pytest.raises(services.OrganisationRefused, match="already buys from larch"):
        services.add_commission(actor=SYSTEM, commissioner="icb", provider="larch", starts_on=TODAY)


def test_commissioner_does_not_buy_from_a_commissioner():
    make_organisation(slug="other", kind=OrganisationKind.COMMISSIONER)

    with pytest.raises(services.OrganisationRefused, match="has no services to buy"):
        create("icb", kind=OrganisationKind.COMMISSIONER, commissions=["other"])


def test_update_organisation_changes_the_actors_own_and_no_other():
    ours, theirs = make_organisation(), make_organisation(name="Theirs")
    actor = actor_for(Role.ADMINISTRATOR, organisation=ours)

    services.update_organisation(actor=actor, name="Ours", nation="wales")

    assert Organisation.objects.get(pk=ours.pk).name == "Ours"
    assert Organisation.objects.get(pk=theirs.pk).name == "Theirs"


@pytest.mark.django_db(transaction=True)
def test_update_organisation_keeps_one_logo_under_a_name_of_ours(uploads):
    actor = actor_for(Role.ADMINISTRATOR)
    for _ in range(2):
        organisation = services.update_organisation(actor=actor, name="Ours", nation="wales", logo=PNG)

    assert [str(path.relative_to(uploads)) for path in uploads.rglob("*.*")] == [organisation.logo.name]
    assert organisation.logo.name.endswith(".png")


@pytest.mark.django_db(transaction=True)
def test_update_organisation_without_its_logo(uploads):
    actor = actor_for(Role.ADMINISTRATOR)
    services.update_organisation(actor=actor, name="Ours", nation="wales", logo=PNG)

    organisation = services.update_organisation(actor=actor, name="Ours", nation="wales", remove_logo=True)

    assert (organisation.logo.name, list(uploads.rglob("*.png"))) == ("", [])


def test_choose_areas_that_share_people_is_refused():
    actor = actor_for(Role.ADMINISTRATOR)

    with pytest.raises(services.OrganisationRefused, match="counted twice"):
        services.choose_areas(actor=actor, area_codes=["E12000007", "E09000022"])


def test_choose_no_areas_goes_back_to_the_whole_nation():
    organisation = make_organisation(area_codes=["E09000022"])
    actor = actor_for(Role.ADMINISTRATOR, organisation=organisation)

    services.choose_areas(actor=actor, area_codes=[])

    organisation.refresh_from_db()
    assert organisation.area_codes == []
