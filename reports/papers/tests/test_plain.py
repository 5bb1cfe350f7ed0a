import pytest

from reports.models import PackLayout
from reports.papers import plain
from reports.papers.layouts import sections

pytestmark = pytest.mark.django_db
SAID = "You said: The garden closes too early. We did: It is open until 9pm."


def test_summary_tells_how_stories_were_answered_and_what_was_done(papers):
    parts = {part.heading: part.sentences for part in plain.summary(papers.told)}

    assert parts["Answers and changes"][0].startswith("People sent about 20 stories.")
    assert parts["You said, we did"] == (SAID,)


def test_summary_of_no_stories_says_so(papers):
    parts = {part.heading: part.sentences for part in plain.summary(papers.gap)}

    assert parts["Answers and changes"] == ("Too few stories were sent to show how they were answered.",)


@pytest.mark.parametrize(
    ("layout", "code"), [(PackLayout.PCREF, "patient_carer_feedback"), (PackLayout.GRIPP2, "influence")]
)
def test_frameworks_hear_how_feedback_led_to_action(papers, layout, code):
    found = next(one for one in sections(papers.told, layout, {}) if one.code == code)

    assert SAID in found.known
    assert any("led to a change that was made or is planned" in one for one in found.known)
