from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts import access, queries, services
from accounts.models import Draft
from accounts.tests.factories import make_draft, make_user

pytestmark = pytest.mark.django_db


def keep(user, text):
    actor = access.Actor(user_id=user.pk)
    return services.keep_draft(actor=actor, path="/your-account/", fields=QueryDict(text), had_files=False)


def test_keep_draft_keeps_every_value_of_a_field():
    draft = keep(make_user(), "need=quiet-room&need=breaks&note=a%3Db")

    assert queries.kept_form(draft).fields == [("need", "quiet-room"), ("need", "breaks"), ("note", "a=b")]


@pytest.mark.parametrize("secret", ["password", "old_password", "Password2", "code", "token", "credential"])
def test_keep_draft_leaves_secrets_out(secret):
    assert queries.kept_form(keep(make_user(), f"{secret}=x&note=hello")).fields == [("note", "hello")]


@pytest.mark.parametrize("text", ["", "note=", "note=+&other=", "password=secret"])
def test_keep_draft_without_words_keeps_nothing(text):
    assert keep(make_user(), text) is None


def test_drafts_are_forgotten_after_a_week():
    now = timezone.now()
    old, recent = make_draft(make_user()), make_draft(make_user())
    Draft.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=7, seconds=1))

    services.clear_old_drafts(now=now)

    assert list(Draft.objects.all()) == [recent]
