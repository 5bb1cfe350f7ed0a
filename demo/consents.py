"""What the demo's people agreed to, and what the Trust decided about its use of data."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import Actor
from involvement import access
from involvement import services as involvement
from involvement.taxonomies import SUGGESTED, ConsentScope, ConsentSource

GIVEN: dict[str, tuple[ConsentScope, ...]] = {
    "amina": (
        ConsentScope.KEEP_MY_DETAILS,
        ConsentScope.CONTACT_ME,
        ConsentScope.USE_MY_WORDS,
        ConsentScope.PUBLISH_STORY,
        ConsentScope.EQUALITY_MONITORING,
    ),
    "ravi": (ConsentScope.CONTACT_ME, ConsentScope.SHARE_ACCESS_NEEDS),
    "grace": (ConsentScope.CONTACT_ME,),
}


def give_consents(*, actors: dict[str, Actor], administrator: Actor) -> None:
    """``actors`` by their short name, as in GIVEN."""
    for slug, scopes in GIVEN.items():
        actor = actors[slug]
        person = access.own_records(actor).select_related("organisation").get()
        for scope in scopes:
            involvement.give_consent(
                actor=actor, participant=person, scope=scope, source=ConsentSource.SELF, now=timezone.now()
            )
    for kind, (basis, condition) in SUGGESTED.items():
        involvement.decide_purpose(
            actor=administrator, kind=kind, lawful_basis=basis, condition=condition, is_on=True, now=timezone.now()
        )
