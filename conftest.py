"""What all tests share. Servers and the browser are set up in config/testing, people in accounts/tests/factories.py."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_limits_left_over(request):
    """The limits on sign-in are rows that flushing the models leaves; other tests roll them back."""
    yield
    if "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()
