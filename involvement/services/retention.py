"""Nothing is kept longer than there is a reason for (rule R37). Nightly, in small steps that can be done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import services as accounts
from accounts.access import SYSTEM, Actor
from accounts.models import Membership, User
from core import audit, jobs
from core.erasing import delete, erase
from core.held import held_models
from core.holdings import Subject
from core.models import Job
from involvement import access
from involvement.models import Participant, PersonalNotice, PersonalNoticeKind, Story
from involvement.services.erasure import note_counts
from involvement.services.telling import tell

TASK = "involvement.tasks.run_retention"
PEOPLE_A_STEP = 50
ROWS_A_STEP = 1000


def ask_for_retention(*, today: date) -> Job:
    return jobs.ask(task=TASK, key=f"retention:{today}")


def run_retention(*, job_id: str | UUID) -> None:
    jobs.run(job_id=job_id, work=_run)


def _run(job: Job) -> None:
    """Every step is a transaction of its own, and finds what is left to do by itself."""
    today, now = date.fromisoformat(job.key.partition(":")[2]), timezone.now()
    steps = (
        ("Keeping who is in touch", keep_who_is_in_touch),
        ("Telling people", tell_who_is_quiet),
        ("Deleting records", delete_who_was_told),
        ("Deleting old stories", delete_old_stories),
        ("Deleting log-ins", delete_unused_log_ins),
        ("Deleting what ran out", delete_what_ran_out),
    )
    for done, (doing, step) in enumerate(steps):
        jobs.progress(job, done=done, of=len(steps), doing=doing)
        step(today=today, now=now)
    jobs.finish(job)


def keep_who_is_in_touch(*, today: date, now: datetime) -> None:
    """Whoever did something since they were told stays."""
    leaving = Participant.objects.filter(leaving_on__isnull=False)
    leaving.exclude(pk__in=_quiet(today).values("pk")).update(leaving_on=None)


def tell_who_is_quiet(*, today: date, now: datetime) -> None:
    leaving_on = today + timedelta(days=settings.LEAVING_NOTICE_DAYS)
    for ids in _in_steps(_quiet(today).filter(leaving_on=None), PEOPLE_A_STEP):
        _tell(ids, leaving_on=leaving_on, now=now)


@transaction.atomic
def _tell(ids: list[UUID], *, leaving_on: date, now: datetime) -> None:
    people = Participant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids, leaving_on=None)
    told = list(people.select_related("user"))
    for person in told:
        tell(
            organisation_id=person.organisation_id,
            kind=PersonalNoticeKind.LEAVING,
            key=_key(person, leaving_on),
            now=now,
            participant=person,
        )
    Participant.objects.filter(pk__in=[person.pk for person in told]).update(leaving_on=leaving_on)
    _note("RETENTION_TOLD", (person.organisation_id for person in told))


def delete_who_was_told(*, today: date, now: datetime) -> None:
    """Nobody goes whom we have not told: a call or a letter that staff have yet to make holds the record back."""
    due = _quiet(today).filter(leaving_on__lte=today)
    untold = PersonalNotice.objects.filter(kind=PersonalNoticeKind.LEAVING, done_at=None, participant__isnull=False)
    for ids in _in_steps(due.exclude(pk__in=untold.values("participant")), PEOPLE_A_STEP):
        _delete(ids, today=today, now=now)


@transaction.atomic
def _delete(ids: list[UUID], *, today: date, now: datetime) -> None:
    """Whether they are still quiet is asked once more, now that nobody can change the rows."""
    held = Participant.objects.select_for_update(of=("self",)).filter(pk__in=ids, leaving_on__lte=today)
    still = set(_quiet(today).filter(pk__in=[person.pk for person in held]).values_list("pk", flat=True))
    people = [person for person in held if person.pk in still]
    subject = access.subject_of(people)
    note_counts(subject)
    for person in people:
        if person.user_id:
            accounts.take_participant_role(user_id=person.user_id, organisation_id=person.organisation_id)
    erase(subject, receipt=None, now=now)
    _note("RETENTION_DELETED", (person.organisation_id for person in people))


def delete_old_stories(*, today: date, now: datetime) -> None:
    """Stories of guests that were closed long ago and are not published; others go with their author."""
    before = today - relativedelta(months=settings.KEEP_MONTHS["stories"])
    old = Story.objects.filter(author=None, participant=None, closed_at__date__lte=before).exclude(
        publication__published_at__isnull=False, publication__taken_down_at=None
    )
    for ids in _in_steps(old, PEOPLE_A_STEP):
        with transaction.atomic():
            subject = Subject(story=frozenset(ids))
            note_counts(subject)
            organisations = list(Story.objects.filter(pk__in=ids).values_list("organisation_id", flat=True))
            erase(subject, receipt=None, now=now)
            _note("RETENTION_STORIES_DELETED", organisations)


def delete_unused_log_ins(*, today: date, now: datetime) -> None:
    """Log-ins of people who hold no role and have no record, and have not signed in for as long."""
    before = today - relativedelta(months=settings.KEEP_MONTHS["register"])
    idle = Q(last_login__date__lte=before) | Q(last_login=None, date_joined__date__lte=before)
    held = Membership.objects.filter(user=OuterRef("pk"), ended_at=None)
    unused = User.objects.filter(~Exists(held), idle, is_staff=False, participants=None)
    for ids in _in_steps(unused, PEOPLE_A_STEP):
        with transaction.atomic():
            erase(Subject(user=frozenset(ids)), receipt=None, now=now)


def delete_what_ran_out(*, today: date, now: datetime) -> None:
    for model, held in held_models():
        if held.expires is None:
            continue
        before = today - relativedelta(months=settings.KEEP_MONTHS[held.expires.rule])
        is_moment = isinstance(model._meta.get_field(held.expires.since), models.DateTimeField)
        lookup = f"{held.expires.since}__date__lte" if is_moment else f"{held.expires.since}__lte"
        for ids in _in_steps(model._default_manager.filter(**{lookup: before}), ROWS_A_STEP):
            with transaction.atomic():
                delete(model._default_manager.filter(pk__in=ids))


@transaction.atomic
def keep_on_register(*, actor: Actor, participant: Participant, today: date) -> None:
    """Somebody said that they want to stay: to staff, or by pressing the button themselves."""
    Participant.objects.filter(pk=participant.pk).update(contact_on=today, leaving_on=None)
    audit.record(
        actor=actor,
        verb="KEPT_ON_REGISTER",
        target=participant,
        subject_id=participant.pk,
        organisation_id=participant.organisation_id,
    )


def _quiet(today: date) -> models.QuerySet[Participant]:
    return access.quiet_people(since=today - relativedelta(months=settings.KEEP_MONTHS["register"]))


def _in_steps(rows: models.QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """The ids of the rows, some at a time; what was done is not found again."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    yield from (ids[start : start + size] for start in range(0, len(ids), size))


def _key(person: Participant, leaving_on: date) -> str:
    return f"leaving:{person.pk}:{leaving_on}"


def _note(verb: str, organisation_ids: Iterable[UUID]) -> None:
    for organisation_id, number in Counter(organisation_ids).items():
        audit.record(actor=SYSTEM, verb=verb, organisation_id=organisation_id, reason=str(number))
