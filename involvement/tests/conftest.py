"""The organisation, activity and lead that tests of pages start from."""

import pytest

from accounts.models import Role
from accounts.tests.factories import make_organisation, signed_in
from involvement.tests.factories import make_activity


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def activity(organisation):
    return make_activity(organisation, name="Reading panel")


@pytest.fixture
def lead(client, organisation):
    return signed_in(client, Role.INVOLVEMENT_LEAD, organisation)
