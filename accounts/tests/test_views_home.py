import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in

pytestmark = pytest.mark.django_db


def test_home_without_a_second_factor_in_this_session(client):
    sign_in(client, make_membership(Role.ADMINISTRATOR), second_factor=False)

    response = client.get(reverse("accounts:home"))

    assert response.status_code == 200
