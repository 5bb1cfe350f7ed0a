"""Every field about a person says what it is for, and is shown to that person in those words."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import ForeignKey

from accounts.models import Membership, User
from involvement.models import Participant

OURS = ("accounts", "barriers", "core", "demo", "involvement", "recovery", "reports")
PEOPLE = (User, Participant, Membership)


def models_of_ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def relations(model: type[models.Model]) -> list[type[models.Model]]:
    return [field.related_model for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def is_about_a_person(model: type[models.Model]) -> bool:
    """A person, or one step from one; further away a model is about what people did together."""
    return model in PEOPLE or any(related in PEOPLE for related in relations(model))


def undeclared(model: type[models.Model]) -> Iterator[str]:
    declared = getattr(model, "PRIVACY", {})
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    yield from (f"{model._meta.label}.{name} is not declared" for name in fields if name not in declared)
    yield from (f"{model._meta.label}.{name} does not exist" for name in declared if name not in fields)


def test_every_model_about_a_person_declares_every_field():
    about_people = [model for model in models_of_ours() if is_about_a_person(model) or hasattr(model, "PRIVACY")]

    assert [gap for model in about_people for gap in undeclared(model)] == []


def test_the_search_for_models_about_people_finds_some():
    found = {model._meta.label for model in models_of_ours() if is_about_a_person(model)}

    assert {"accounts.User", "accounts.Draft", "involvement.EqualityAnswer", "involvement.Attendance"} <= found
    assert "accounts.Organisation" not in found
