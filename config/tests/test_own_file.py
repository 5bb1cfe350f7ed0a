"""The download holds every word that is held about somebody, and no word of anybody else's."""

import io
import json
import zipfile

import pytest
from django.utils import timezone

from accounts.access import Actor
from config.tests.planting import Planted, plant
from core.held import held_of
from core.models import AuditEvent
from involvement import services
from involvement.tests.factories import make_service, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_people(tmp_path, settings) -> tuple[Planted, Planted]:
    settings.MEDIA_ROOT = tmp_path
    session = make_session(service=make_service())
    return plant(session), plant(session)


def files_of(planted: Planted) -> dict[str, str]:
    content = services.make_own_file(actor=Actor(user_id=planted.user.pk), now=timezone.now())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def to_be_shown(planted: Planted) -> set[str]:
    """All but hashes and keys, of which only is said that they are there, and what is about somebody else."""
    return {
        mark
        for mark, (model, name) in planted.marks.items()
        if model is not AuditEvent and name not in (*held_of(model).secret, *held_of(model).hidden)
    }


@pytest.mark.parametrize("name", ["index.html", "data.json"])
def test_download_holds_every_word_of_the_person(two_people, name):
    her, him = two_people

    text = files_of(her)[name]

    assert {her.marks[mark] for mark in to_be_shown(her) if mark not in text} == set()
    assert {mark for mark in him.marks if mark in text} == set()


def test_download_names_no_staff(two_people):
    her, _ = two_people

    files = files_of(her)

    assert [name for name, text in files.items() if "Sam Staff" in text or her.staff.email in text] == []
    assert "A member of staff" in files["index.html"]


def test_download_says_who_looked(two_people):
    her, _ = two_people

    looked = json.loads(files_of(her)["data.json"])["who_looked"]

    assert [look["what"] for look in looked] == ["X"]


def test_download_is_in_the_audit(two_people):
    her, _ = two_people

    files_of(her)

    seen = AuditEvent.objects.filter(verb="DATA_DOWNLOADED").order_by("pk").values_list("user_id", "subject_id")
    assert list(seen) == [(her.user.pk, None), (her.user.pk, her.participant.pk)]
