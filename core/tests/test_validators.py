import pytest
from django.core.exceptions import ValidationError

from core.validators import refuse_nhs_number


@pytest.mark.parametrize(
    "text",
    ["999 123 4567", "999-123-4567", "9991234567", "It is 999 123 4567.", "999  123  4567", "999\u00a0123\u00a04567"],
)
def test_refuse_nhs_number_when_it_looks_like_one(text):
    with pytest.raises(ValidationError) as refused:
        refuse_nhs_number(text)

    assert refused.value.messages == ["Please do not send your NHS number. Take it out and send this again."]


@pytest.mark.parametrize(
    "text",
    [
        "01632 960 999",
        "01632960999",
        "020 7946 0999",
        "+44 7700 900123",
        "07700 900 123",
        "12 May 2026, 14:00",
        "116 123",
        "",
    ],
)
def test_refuse_nhs_number_lets_phone_numbers_and_dates_pass(text):
    assert refuse_nhs_number(text) is None
