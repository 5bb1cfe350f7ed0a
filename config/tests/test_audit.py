import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access import SYSTEM
from core import audit
from core.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    audit.record(actor=SYSTEM, verb="SEEN")
    return AuditEvent.objects.get()


def test_event_cannot_be_changed(event):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEvent.objects.update(verb="OTHER")

    assert AuditEvent.objects.get().verb == "SEEN"


def test_event_cannot_be_changed_by_hand(event):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditevent SET user_id = NULL")


@pytest.mark.postgresql
def test_event_cannot_be_deleted(event):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditEvent.objects.all().delete()

    assert AuditEvent.objects.get() == event


@pytest.mark.postgresql
def test_event_cannot_be_deleted_by_hand(event):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditevent")
