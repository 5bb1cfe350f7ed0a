"""Stories that show everything a page about them can show."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from involvement import links
from involvement.models import Publication
from involvement.taxonomies import ChangeStatus, EditReason, LoopStatus, ResponseKind, Verdict, Visibility
from involvement.tests.factories import make_change, make_response, make_story

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänin-and-friends"
SAID = f"The garden is locked by five. {LONG_WORD} is a word that nobody can read.\n\nFresh air calms us."


def fill_stories(ours: SimpleNamespace) -> None:
    now = timezone.now()
    tell_everything(ours.own_story, now=now)
    guests = make_story(ours.organisation, service=ours.service, better=SAID, on=timezone.localdate())
    ours.late_story = make_story(ours.organisation, service=ours.service, better=SAID)
    make_response(make_story(ours.organisation, service=ours.service, better=LONG_WORD), text=SAID)
    ours.guest_link = links.story_link(guests).removeprefix("http://localhost:8000")


def tell_everything(story, *, now) -> None:
    story.good, story.better, story.change_wanted = "The night staff sat with me.", SAID, f"Open until {LONG_WORD}"
    story.visibility, story.verdict, story.loop_status = Visibility.PUBLIC, Verdict.PARTLY, LoopStatus.RESPONDED
    story.responded_at, story.news_by = now, timezone.localdate() + timedelta(days=90)
    story.save()
    make_response(story, kind=ResponseKind.ACKNOWLEDGEMENT, outcome="", text="Thank you. We have read it.")
    answer = {"outcome": ChangeStatus.NOT_POSSIBLE, "reason": f"Safety rules of {LONG_WORD}"}
    make_response(story, sent_at=story.sent_at + timedelta(days=5), **answer)
    make_response(story, kind=ResponseKind.NEWS, outcome="", sent_at=now, text=SAID)
    change = make_change(story.organisation, title=f"Garden hours, {LONG_WORD}", stories=[story])
    change.steps.create(status=ChangeStatus.PLANNED, text="From April", taken_at=now)
    reasons = [EditReason.NAME, EditReason.DATE]
    Publication.objects.create(
        story=story, better="The garden is locked.", reasons=reasons, decided_at=now, published_at=now
    )
