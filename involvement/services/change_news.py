"""Everyone who raised what a change answers is told of each step, once.

Who raised a story is known to the system. A point raised in a session has no author, so everyone who came is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from core import jobs
from core.models import Job
from involvement.models import ChangeStep, Participant, PersonalNoticeKind, Point, Story
from involvement.services.telling import tell
from involvement.taxonomies import AttendanceStatus

SLICE = 100


def ask_to_tell(step: ChangeStep) -> None:
    """The people may be many, so a job tells them."""
    step.job = jobs.ask(task="involvement.tasks.tell_of_change_step", key=f"change-step:{step.pk}")
    step.save(update_fields=["job"])


def tell_of_change_step(*, job_id: str | UUID) -> None:
    jobs.run(job_id=job_id, work=_tell)


def _tell(job: Job) -> None:
    """Safe to run twice: whoever was told of this step before is not told again."""
    step = ChangeStep.objects.select_related("change").filter(job=job).first()
    if step is not None:
        stories, points = step.change.stories.all(), step.change.points.all()
        tell_who_raised(step, stories=stories, points=points, now=step.taken_at, job=job)
    jobs.finish(job)


def tell_who_raised(
    step: ChangeStep, *, stories: Iterable[Story], points: Iterable[Point], now: datetime, job: Job | None = None
) -> None:
    """Tell the authors of these stories, then whoever else came to the sessions of these points."""
    told: set[object] = set()
    authors = _stories(story.pk for story in stories)
    people = _came({point.session_id for point in points})
    everyone: list[Story | Participant] = [*authors, *people]
    for start in range(0, len(everyone), SLICE):
        some = everyone[start : start + SLICE]
        with transaction.atomic():
            for each in some:
                if not told & _marks(each):
                    _tell_one(step, each, now=now)
                told |= _marks(each)
        if job is not None:
            jobs.progress(job, done=start + len(some), of=len(everyone), doing="telling people")


def _tell_one(step: ChangeStep, who: Story | Participant, *, now: datetime) -> None:
    """A story's author by what they sent, anybody else by their record."""
    about = {"story": who} if isinstance(who, Story) else {"participant": who}
    tell(
        organisation_id=step.change.organisation_id,
        kind=PersonalNoticeKind.STORY_NEWS,
        key=f"change-step:{step.pk}:{who.pk}",
        now=now,
        **about,
    )


def _marks(who: Story | Participant) -> set[object]:
    """By what one person is known again in another story or on the list of a session."""
    marks: set[object]
    if isinstance(who, Participant):
        marks = {who.pk, who.user_id}
    else:
        own_log_in = who.participant.user_id if who.participant else None
        marks = {who.participant_id, who.author_id, own_log_in, who.news_email.lower()}
    return marks - {None, ""}


def _stories(ids: Iterable[UUID]) -> QuerySet[Story]:
    wanted = Story.objects.filter(pk__in=list(ids)).select_related("participant__user", "author")
    return wanted.order_by("sent_at", "pk")


def _came(session_ids: Iterable[UUID]) -> QuerySet[Participant]:
    """Whoever came and is still on the register."""
    came = Participant.objects.filter(
        attendances__session__in=session_ids, attendances__status=AttendanceStatus.CAME, left_on=None
    )
    return came.select_related("user").distinct().order_by("pk")
