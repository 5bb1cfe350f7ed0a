from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.access import Actor
from involvement import access, consent_words
from involvement.models import Consent, Participant
from involvement.taxonomies import ConsentScope


@dataclass(frozen=True, slots=True)
class ConsentShown:
    """One thing that can be agreed to, and what was last said to it. Neither moment: never asked."""

    scope: ConsentScope
    yes: str
    after: str
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_given(self) -> bool:
        return self.given_at is not None and self.withdrawn_at is None


def own_consents(actor: Actor, participant: Participant) -> list[ConsentShown]:
    return _shown(participant, access.own_consents(actor))


def consents_of(actor: Actor, participant: Participant) -> list[ConsentShown]:
    """The same for staff who look after the register."""
    return _shown(participant, access.consents(actor).filter(participant=participant))


def _shown(participant: Participant, rows: Iterable[Consent]) -> list[ConsentShown]:
    """``rows`` newest first."""
    last: dict[str, Consent] = {}
    for row in rows:
        if row.scope not in last or row.withdrawn_at is None:
            last[row.scope] = row
    return [_one(participant, scope, last.get(scope)) for scope in consent_words.WORDS]


def _one(participant: Participant, scope: ConsentScope, row: Consent | None) -> ConsentShown:
    """What was agreed to is shown as it was worded then."""
    yes = consent_words.wording(scope, organisation=participant.organisation.name)
    after = consent_words.WORDS[scope].after
    if row is None:
        return ConsentShown(scope, yes, after)
    shown = yes if row.withdrawn_at else row.wording
    return ConsentShown(scope, shown, after, row.given_at, row.withdrawn_at)
