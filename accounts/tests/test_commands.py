from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Commission, Organisation, Role
from accounts.tests.factories import make_organisation, make_user, sign_in

pytestmark = pytest.mark.django_db


def run(*arguments):
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_create_organisation_makes_a_provider_and_says_so():
    output = run("create_organisation", "larch", "--name", "Larch", "--kind", "nhs-provider", "--areas", "E09000022")

    assert output == "Made Larch (larch).\n"
    assert Organisation.objects.get().area_codes == ["E09000022"]


def test_create_organisation_makes_a_commissioner():
    make_organisation(slug="larch")

    run("create_organisation", "icb", "--name", "ICB", "--kind", "commissioner", "--commissions", "larch")

    assert str(Commission.objects.get().provider.slug) == "larch"


def test_create_organisation_prints_a_link_for_its_administrator(client):
    user = make_user(email="ana@example.org")
    output = run(
        "create_organisation", "larch", "--name", "Larch", "--kind", "council", "--administrator", "Ana@example.org"
    )
    path = output.strip().rpartition("localhost:8000")[2]

    sign_in(client, user, second_factor=False).post(path)

    assert [m.role for m in user.memberships.all()] == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("slug", "options", "message"),
    [
        ("known", [], "already an organisation called known"),
        ("Two words", [], "slug"),
        ("new", ["--areas", "nowhere"], "NOWHERE"),
        ("new", ["--administrator", "nobody"], "valid email"),
    ],
)
def test_create_organisation_says_what_is_wrong_and_makes_nothing(slug, options, message):
    make_organisation(slug="known")

    with pytest.raises(CommandError, match=message):
        run("create_organisation", slug, "--name", "New", "--kind", "council", *options)

    assert Organisation.objects.count() == 1


def test_add_commission_lets_a_commissioner_read_one_more_provider():
    make_organisation(slug="icb", kind="commissioner")
    make_organisation(slug="larch")

    assert run("add_commission", "icb", "larch") == "icb now reads what larch publishes.\n"
    with pytest.raises(CommandError, match="already buys"):
        run("add_commission", "icb", "larch")
