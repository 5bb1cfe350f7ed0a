"""What is planted in every place that may hold something about somebody is gone once they are; others' stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.access import Actor
from accounts.models import Draft, Role, User
from accounts.services import LastAdministrator
from accounts.tests.factories import make_membership
from config.tests.planting import Planted, plant
from core.held import held_of
from involvement import services
from involvement.models import EqualityAnswer, Participant, Publication, Response, Story
from involvement.tests.factories import make_service, make_session

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def uploads(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def two_people(uploads, django_capture_on_commit_callbacks) -> tuple[Planted, Planted]:
    """Both with the same organisation and at the same session."""
    session = make_session(service=make_service())
    return plant(session), plant(session)


def columns() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                yield table, column.name


def in_database(marks) -> set[str]:
    """The marks that stand anywhere in any column of any table."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns():
            quoted = connection.ops.quote_name(column)
            cursor.execute(
                f"SELECT CAST({quoted} AS text) FROM {connection.ops.quote_name(table)} "
                f"WHERE CAST({quoted} AS text) LIKE %s",
                ["%zq%"],
            )
            texts = [str(text) for (text,) in cursor.fetchall()]
            found |= {mark for mark in marks if any(mark in text for text in texts)}
    return found


def elsewhere() -> str:
    """All that stands outside the tables, or scrambled in them, and could hold words of a person."""
    sessions = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    letters = " ".join(str(letter.message()) for letter in mail.outbox)
    drafts = " ".join(str(draft.written) for draft in Draft.objects.all())
    folders = [Path(settings.MEDIA_ROOT), Path(getattr(settings, "BROKER_DIR", settings.MEDIA_ROOT))]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return f"{sessions} {letters} {drafts} " + " ".join(f"{path} {path.read_bytes()!r}" for path in files)


def marks_left(planted: Planted) -> set[str]:
    outside = elsewhere()
    return in_database(planted.marks) | {mark for mark in planted.marks if mark in outside}


def test_erasing_a_log_in_leaves_nothing_of_it_anywhere(two_people, django_capture_on_commit_callbacks):
    her, him = two_people
    assert marks_left(her) == set(her.marks)

    with django_capture_on_commit_callbacks(execute=True):
        services.erase_log_in(actor=Actor(user_id=her.user.pk), now=NOW)

    assert {her.marks[mark] for mark in marks_left(her)} == set()
    assert marks_left(him) == set(him.marks)


def of_the_record(planted: Planted) -> set[str]:
    """The marks in what one organisation holds, beside those in what belongs to the log-in."""
    return {mark for mark, (model, _) in planted.marks.items() if held_of(model).person or held_of(model).story}


def test_erasing_a_record_leaves_the_log_in(two_people, django_capture_on_commit_callbacks):
    her, him = two_people

    with django_capture_on_commit_callbacks(execute=True):
        services.erase_record(actor=Actor(user_id=her.user.pk), participant=her.participant, now=NOW)

    assert {her.marks[mark] for mark in marks_left(her)} == {
        her.marks[mark] for mark in set(her.marks) - of_the_record(her)
    }
    assert marks_left(him) == set(him.marks)


def test_taking_a_story_back_leaves_the_record(two_people, django_capture_on_commit_callbacks):
    her, _ = two_people
    story = her.rows[Story]

    with django_capture_on_commit_callbacks(execute=True):
        services.take_back_story(actor=Actor(), story=story, now=NOW)

    gone = {her.marks[mark][0] for mark in set(her.marks) - marks_left(her)}
    assert {Story, Publication, Response} <= gone
    assert not gone & {Participant, User, EqualityAnswer, Draft}


def test_an_erasure_is_undone_as_a_whole(two_people):
    her, _ = two_people
    make_membership(Role.ADMINISTRATOR, user=her.user)

    with pytest.raises(LastAdministrator):
        services.erase_log_in(actor=Actor(user_id=her.user.pk), now=NOW)

    assert marks_left(her) == set(her.marks)
