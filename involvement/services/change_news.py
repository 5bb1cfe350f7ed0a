"""Everyone who raised what a change answers is told of each step, once.

Who raised a story is known to the system. A point raised in a session has no author, so everyone who came is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core import jobs
from core.models import Job
from involvement.models import ChangeStep, Participant, PersonalNoticeKind, Story
from involvement.queries.audience import audience
from involvement.services.telling import tell

SLICE = 100


def ask_to_tell(step: ChangeStep) -> None:
    """The people may be many, so a job tells them."""
    step.job = jobs.ask(task="involvement.tasks.tell_of_change_step", key=f"change-step:{step.pk}")
    step.save(update_fields=["job"])


def tell_of_change_step(*, job_id: str | UUID) -> None:
    jobs.run(job_id=job_id, work=_tell)


def _tell(job: Job) -> None:
    step = ChangeStep.objects.select_related("change").filter(job=job).first()
    if step is not None:
        people = audience(step.change)
        for start in range(0, len(people), SLICE):
            tell_people(step, people[start : start + SLICE], now=step.taken_at)
            jobs.progress(job, done=min(start + SLICE, len(people)), of=len(people), doing="telling people")
    jobs.finish(job)


@transaction.atomic
def tell_people(step: ChangeStep, people: Sequence[Story | Participant], *, now: datetime) -> None:
    """A story's author by what they sent, anybody else by their record. Who was told of this step is not told again."""
    for who in people:
        about = {"story": who} if isinstance(who, Story) else {"participant": who}
        tell(
            organisation_id=step.change.organisation_id,
            kind=PersonalNoticeKind.STORY_NEWS,
            key=f"change-step:{step.pk}:{who.pk}",
            now=now,
            **about,
        )
