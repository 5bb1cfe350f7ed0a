"""What a model's rows are to people: how to find those about somebody, and what becomes of them.

Every model that declares ``PRIVACY`` declares ``HELD`` beside it. The page "What we hold on you", the download, erasure
and retention read nothing else, so a new model joins all four by declaring itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True, slots=True)
class Erase:
    """The rows go with the person."""


@dataclass(frozen=True, slots=True)
class Keep:
    """The rows stay, for this reason, without the link to the person and with the fields ``forget`` emptied.

    ``words`` are texts that stay because they are the organisation's own or codes, never the person's. ``ends`` names a
    moment or day that is set when the person goes, if it was still open. ``receipt`` names the field that ties the row
    to the receipt, so that whoever holds the receipt can still point to it.
    """

    why: str
    forget: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    ends: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A day or moment on which the person was in touch, in the rows with these values."""

    day: str
    only: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expires:
    """The rows go by themselves: settings.KEEP_MONTHS[rule] after the day or moment ``since``."""

    rule: str
    since: str


ERASE = Erase()


@dataclass(frozen=True, slots=True)
class Held:
    """``label`` heads the rows on the person's own page.

    The next four name the lookups that lead from a row to the one it is about: a record on a register, a log-in, a
    story, an e-mail address. A model with none of them is about no one person. ``done_by`` are links to whoever did the
    work; they are emptied when that person's log-in goes, and the row stays. ``secret`` fields hold hashes and keys,
    of which only is said that they are there; ``hidden`` fields are about somebody else. ``told`` gives the property
    that shows a field in plain words, ``related`` what a row's words need beside what it points to. ``change`` is the
    URL name of the page where the person can change what is held.
    """

    label: str
    person: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    done_by: tuple[str, ...] = ()
    on_erasure: Erase | Keep = ERASE
    signs: tuple[Sign, ...] = ()
    expires: Expires | None = None
    secret: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    change: str = ""

    @property
    def about(self) -> dict[str, tuple[str, ...]]:
        """The lookups by what they lead to."""
        return {"person": self.person, "user": self.user, "story": self.story, "email": self.email}

    @property
    def is_about_somebody(self) -> bool:
        return any(self.about.values())


_others: dict[type[models.Model], tuple[Held, dict[str, str]]] = {}


def declare(model: type[models.Model], held: Held, privacy: dict[str, str]) -> None:
    """Say for a model of a library what ours say in their classes."""
    _others[model] = held, privacy


def held_models() -> Iterator[tuple[type[models.Model], Held]]:
    """Every model that says what its rows are to people, in the order in which Django knows them."""
    for model in apps.get_models():
        held = held_of(model)
        if held is not None:
            yield model, held


def held_of(model: type[models.Model]) -> Held | None:
    return _others[model][0] if model in _others else getattr(model, "HELD", None)


def privacy_of(model: type[models.Model]) -> dict[str, str]:
    """Why each field is held, in words for the person."""
    return _others[model][1] if model in _others else getattr(model, "PRIVACY", {})
