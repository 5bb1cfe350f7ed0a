import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import signed_in

pytestmark = pytest.mark.django_db


def test_signing_out_has_the_browser_forget_what_it_kept(client):
    signed_in(client, Role.PARTICIPANT)

    assert "Clear-Site-Data" not in client.get(reverse("core:help_now"))
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'
