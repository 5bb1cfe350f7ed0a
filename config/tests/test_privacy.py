"""Every field about a person says what it is for, and every model what becomes of its rows when the person goes."""

from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import ForeignKey
from django.urls import reverse

from accounts.models import Membership, User
from core.held import Keep, held_models, held_of, privacy_of
from involvement.models import Participant, Story

PEOPLE = (User, Participant, Membership)
LEADS_TO = {User: "user", Participant: "person", Story: "story"}


def foreign_keys(model: type[models.Model]) -> list[ForeignKey]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def is_about_a_person(model: type[models.Model]) -> bool:
    """A person, or one step from one; further away a model is about what people did together."""
    return model in PEOPLE or any(key.related_model in PEOPLE for key in foreign_keys(model))


def models_about_people() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if is_about_a_person(model) or privacy_of(model)]


def undeclared(model: type[models.Model]) -> Iterator[str]:
    declared = privacy_of(model)
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    yield from (f"{model._meta.label}.{name} is not declared" for name in fields if name not in declared)
    yield from (f"{model._meta.label}.{name} does not exist" for name in declared if name not in fields)


def field_at(model: type[models.Model], lookup: str) -> models.Field | None:
    """The field at the end of a lookup like story__author; None when a step of it does not exist."""
    field, here = model._meta.pk, model
    for name in lookup.split("__"):
        try:
            field = here._meta.pk if name == "pk" else here._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        here = field.related_model or here
    return field


def wrong_names(model: type[models.Model]) -> Iterator[str]:
    held = held_of(model)
    ending = held.on_erasure
    named = [lookup for lookups in held.about.values() for lookup in lookups]
    named += [*held.done_by, *held.secret, *held.hidden, *held.related, *held.told, *(sign.day for sign in held.signs)]
    named += [name for sign in held.signs for name in sign.only]
    named += [held.expires.since] if held.expires else []
    if isinstance(ending, Keep):
        named += [*ending.forget, *ending.words, *filter(None, (ending.ends, ending.receipt))]
    yield from (f"{model._meta.label}: {name} does not exist" for name in named if field_at(model, name) is None)


def unsaid_links(model: type[models.Model]) -> Iterator[str]:
    held = held_of(model)
    for key in foreign_keys(model):
        kind = LEADS_TO.get(key.related_model)
        said = {*held.about.get(kind, ()), *held.done_by}
        if kind and key.name not in said:
            yield f"{model._meta.label}.{key.name}: say in HELD what it is, as {kind} or done_by"


def lost_with_the_person(model: type[models.Model]) -> Iterator[str]:
    """What stays must let go of the person: a row that goes with them by cascade was not kept."""
    held = held_of(model)
    links = [name for lookups in held.about.values() for name in lookups]
    kept = [key for key in foreign_keys(model) if key.name in links] if isinstance(held.on_erasure, Keep) else []
    leaving = [*kept, *(key for key in foreign_keys(model) if key.name in held.done_by)]
    for key in leaving:
        if key.remote_field.on_delete is not models.SET_NULL:
            yield f"{model._meta.label}.{key.name} must be SET_NULL"


def words_left_behind(model: type[models.Model]) -> Iterator[str]:
    ending = held_of(model).on_erasure
    if isinstance(ending, Keep):
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
            if is_text and field.name not in (*ending.forget, *ending.words):
                yield f"{model._meta.label}.{field.name}: say in Keep if it is forgotten or may stay"


def test_every_model_about_a_person_declares_every_field():
    assert [gap for model in models_about_people() for gap in undeclared(model)] == []


def test_every_model_about_a_person_says_what_becomes_of_its_rows():
    assert [model._meta.label for model in models_about_people() if held_of(model) is None] == []


def test_what_becomes_of_rows_is_said_in_names_that_exist():
    assert [fault for model, _ in held_models() for fault in wrong_names(model)] == []


def test_every_link_to_a_person_is_said_to_be_one():
    assert [fault for model, _ in held_models() for fault in unsaid_links(model)] == []


def test_what_is_kept_lets_go_of_the_person():
    assert [fault for model, _ in held_models() for fault in lost_with_the_person(model)] == []


def test_every_text_that_outlives_a_person_is_said_to():
    assert [fault for model, _ in held_models() for fault in words_left_behind(model)] == []


def test_the_search_for_models_about_people_finds_some():
    found = {model._meta.label for model in models_about_people()}

    assert {"accounts.User", "accounts.Draft", "involvement.EqualityAnswer", "account.EmailAddress"} <= found
    assert "accounts.Organisation" not in found


def test_where_a_person_can_change_what_is_held_is_a_page():
    pages = [held.change for _, held in held_models() if held.change]

    assert all(reverse(name) for name in pages)
    assert "involvement:my_access_needs" in pages
