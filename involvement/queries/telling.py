"""The calls and letters that staff have to make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from accounts.access import Actor
from involvement import access
from involvement.models import PersonalNotice, PersonalNoticeKind
from involvement.taxonomies import Channel, InterestState

PAGE_SIZE = 25
# What staff say, or write: never more than the person would learn on the site.
SAY: dict[PersonalNoticeKind, str] = {
    PersonalNoticeKind.STORY_NEWS: "There is news about something they told us.",
    PersonalNoticeKind.INVITATION: "You ask if they want to come.",
    PersonalNoticeKind.PLACE: "There is news about their place.",
    PersonalNoticeKind.REMINDER: "They asked to be reminded.",
    PersonalNoticeKind.PAY: "There is news about money you owe them.",
    PersonalNoticeKind.CHECK_NEEDS: "Ask if what they need to take part is still right.",
    PersonalNoticeKind.LEAVING: "You will soon delete their record, as you have not heard from them for long.",
}
PLACE_NEWS: dict[str, str] = {
    InterestState.PLACE: "They have a place.",
    InterestState.WAITING: "They are on the waiting list.",
    InterestState.ASKED: "You ask if they want to come.",
}


@dataclass(frozen=True, slots=True)
class ToTell:
    notice: PersonalNotice

    @property
    def who(self) -> str:
        person, guest = self.notice.participant, self.notice.interest
        return str(person) if person is not None else (guest.name if guest is not None else "")

    @property
    def phone(self) -> str:
        """Empty for a letter."""
        if self.notice.channel != Channel.PHONE:
            return ""
        person, guest = self.notice.participant, self.notice.interest
        return person.phone if person is not None else (guest.contact if guest is not None else "")

    @property
    def say(self) -> str:
        session, guest = self.notice.session, self.notice.interest
        if self.notice.kind == PersonalNoticeKind.PLACE and session is not None:
            if session.cancelled_at:
                return "The session is called off."
            if guest is not None and guest.state in PLACE_NEWS:
                return PLACE_NEWS[guest.state]
        return SAY[PersonalNoticeKind(self.notice.kind)]


def calls_and_letters(actor: Actor, *, q: str = "", page: Any = 1) -> Page[ToTell]:
    """Oldest first."""
    rows = access.notices_to_make(actor)
    if q:
        rows = rows.filter(
            Q(participant__reference__icontains=q)
            | Q(participant__known_as__icontains=q)
            | Q(interest__name__icontains=q)
        )
    found: Any = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [ToTell(notice) for notice in found.object_list]
    return found


def person_to_tell(notice: PersonalNotice) -> ToTell:
    return ToTell(notice)
