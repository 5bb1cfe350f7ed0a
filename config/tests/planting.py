"""Rows about one person in every model that may hold any, with a mark of its own in every field that holds words."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from accounts.models import Draft, Organisation, User
from accounts.tests.factories import make_user
from core.held import Held, Keep, held_models, held_of
from core.models import Job
from core.secrets import cipher
from involvement.equality import AnswerStatus
from involvement.models import InvolvementSession, Participant
from involvement.tests.factories import make_session

_numbers = itertools.count(1)
# What the constraints of a model ask for beyond its fields.
FIELDS: dict[str, dict[str, Any]] = {
    "involvement.EqualityAnswer": {"status": AnswerStatus.STATED},
    "involvement.PaymentOffer": {"work_starts_at": datetime(2030, 1, 1, tzinfo=UTC)},
}
PLAIN: dict[type[models.Field], Callable[[], Any]] = {
    models.UUIDField: uuid.uuid4,
    models.BooleanField: lambda: True,
    models.DateTimeField: timezone.now,
    models.DateField: timezone.localdate,
    models.GenericIPAddressField: lambda: f"10.20.{next(_numbers) % 250}.1",
}


class Planted:
    """``marks`` tells where each mark stands, as (model, field)."""

    def __init__(self, session: InvolvementSession, staff: User) -> None:
        self.session, self.staff = session, staff
        self.marks: dict[str, tuple[type[models.Model], str]] = {}
        self.rows: dict[type[models.Model], models.Model] = {}
        for model, held in held_models():
            if held.is_about_somebody and not model._meta.auto_created:
                self.row(model)

    @property
    def user(self) -> User:
        return self.rows[User]

    @property
    def participant(self) -> Participant:
        return self.rows[Participant]

    def row(self, model: type[models.Model]) -> models.Model:
        if model not in self.rows:
            held = held_of(model)
            values = {
                field.name: self._value(model, field, held)
                for field in model._meta.concrete_fields
                if not isinstance(field, models.AutoField) and field.name != "id"
            }
            self.rows[model] = model._default_manager.create(**values | FIELDS.get(model._meta.label, {}))
        return self.rows[model]

    def _value(self, model: type[models.Model], field: Any, held: Held) -> Any:
        if field.is_relation:
            return self._related(field, held)
        if model._meta.label == "core.AuditEvent" and field.name in ("subject_id", "user_id"):
            return (self.row(Participant) if field.name == "subject_id" else self.row(User)).pk
        if field.name in held.email:
            return self.row(EmailAddress).email
        if field.choices:
            return field.choices[0][0]
        return self._words(model, field, held)

    def _words(self, model: type[models.Model], field: Any, held: Held) -> Any:
        kept = held.on_erasure.words if isinstance(held.on_erasure, Keep) else ()
        if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField):
            return "X" if field.name in kept else self._marked(model, field)
        if field.null:
            return None
        for kind, value in PLAIN.items():
            if isinstance(field, kind):
                return value()
        return 1

    def _marked(self, model: type[models.Model], field: Any) -> Any:
        mark = self._mark(model, field)
        if isinstance(field, models.FileField):
            return ContentFile(mark.encode(), name=f"{mark}.txt")
        if isinstance(field, models.EmailField):
            return f"{mark}@example.org"
        if model is Draft and field.name == "fields":
            return cipher().encrypt(f"said={mark}".encode()).decode()
        return [mark] if isinstance(field, models.JSONField) else mark

    def _mark(self, model: type[models.Model], field: Any) -> str:
        mark = f"zq{next(_numbers):03d}x"
        self.marks[mark] = (model, field.name)
        return mark

    def _related(self, field: Any, held: Held) -> models.Model | None:
        related = held_of(field.related_model)
        if field.name in held.done_by:
            return self.staff
        if related is not None and related.is_about_somebody:
            return self.row(field.related_model)
        if field.related_model is Job:
            return None
        if field.related_model in (Organisation, type(self.session)):
            return self.session if field.related_model is type(self.session) else self.session.organisation
        return None if field.null else getattr(self.session, field.name, None) or self._anything(field.related_model)

    def _anything(self, model: type[models.Model]) -> models.Model:
        return model._default_manager.first() or self.row(model)


def plant(session: InvolvementSession | None = None) -> Planted:
    session = session or make_session()
    return Planted(session, make_user(name="Sam Staff"))
