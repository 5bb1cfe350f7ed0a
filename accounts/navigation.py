"""Where the menu leads, for a role that may go there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from accounts.access import Actor, Permission

# So many stand in the header; the page "Everything" has them all.
IN_HEADER = 6


class Group(StrEnum):
    MINE = "Mine"
    SAID = "What people say"
    PEOPLE = "People and sessions"
    FIGURES = "Figures"
    SETTINGS = "Settings"


P, G = Permission, Group
# In this order in the header: what is used every day comes first.
NAVIGATION: tuple[tuple[Permission, str, str, Group], ...] = (
    (P.SEE_OWN_RECORD, "Home", "involvement:my_home", G.MINE),
    (P.SEE_OWN_RECORD, "Take part", "involvement:opportunities", G.MINE),
    (P.SEE_OWN_RECORD, "My places", "involvement:my_places", G.MINE),
    (P.SEE_OWN_RECORD, "What I said", "involvement:told_stories", G.MINE),
    (P.SEE_OWN_RECORD, "What changed", "involvement:what_changed", G.MINE),
    (P.SEE_OWN_RECORD, "My record", "involvement:my_record", G.MINE),
    (P.SEE_OWN_RECORD, "My money", "involvement:my_money", G.MINE),
    (P.SEE_OWN_RECORD, "What you hold on me", "involvement:my_data", G.MINE),
    (P.SEE_SESSIONS, "Today", "involvement:today", G.PEOPLE),
    (P.SEE_STORIES, "Stories to answer", "involvement:stories", G.SAID),
    (P.MANAGE_CHANGES, "Changes", "involvement:changes", G.SAID),
    (P.SEE_SESSIONS, "Sessions", "involvement:sessions", G.PEOPLE),
    (P.SEE_PARTICIPANTS, "People", "involvement:participants", G.PEOPLE),
    (P.SEE_GAP, "Whose voice is missing", "reports:dashboard", G.FIGURES),
    (P.SEE_GAP, "Reports", "reports:reports", G.FIGURES),
    (P.PUBLISH_STORIES, "You said, we did", "involvement:loop_summaries", G.SAID),
    (P.SEE_EXACT_FIGURES, "How well we answer", "involvement:loop_figures", G.SAID),
    (P.SEE_SHARED_STORIES, "What people here say", "involvement:shared_stories", G.SAID),
    (P.PUBLISH_STORIES, "Stories for others to read", "involvement:stories_to_publish", G.SAID),
    (P.SEE_CONCERNS, "Stories that wait", "involvement:held_stories", G.SAID),
    (P.SEE_CONCERNS, "Safeguarding concerns", "involvement:concerns", G.SAID),
    (P.RAISE_CONCERN, "Raise a concern", "involvement:raise_concern", G.SAID),
    (P.MANAGE_MEMBERS, "Members", "accounts:members", G.SETTINGS),
    (P.MANAGE_ORGANISATION, "Organisation", "accounts:organisation", G.SETTINGS),
    (P.MANAGE_PURPOSES, "Use of data", "involvement:purposes", G.SETTINGS),
    (P.MANAGE_PARTICIPANTS, "Calls and letters", "involvement:calls_and_letters", G.PEOPLE),
    (P.SEE_SESSIONS, "Activities", "involvement:activities", G.PEOPLE),
    (P.MANAGE_PAY, "Pay", "involvement:pay", G.PEOPLE),
    (P.MANAGE_SERVICES, "Services", "involvement:services", G.SETTINGS),
    (P.SEE_IMPORTS, "Files", "involvement:imports", G.SETTINGS),
    (P.MANAGE_BENCHMARKS, "Compare with", "reports:benchmarks", G.FIGURES),
    (P.MANAGE_ORGANISATION, "How long we keep things", "involvement:keeping", G.SETTINGS),
    (P.SEE_AUDIT, "What was done", "accounts:audit_log", G.SETTINGS),
)


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    group: Group


def entries(actor: Actor) -> list[Entry]:
    return [
        Entry(label, reverse(name), group) for permission, label, name, group in NAVIGATION if actor.may(permission)
    ]


def header(actor: Actor, *, path: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether we are there): the longest address that the page lies under is the one."""
    found = entries(actor)
    shown = [(entry.label, entry.url) for entry in found[:IN_HEADER]]
    if len(found) > IN_HEADER:
        shown.append(("Everything", reverse("accounts:everything")))
    here = max((url for _, url in shown if path.startswith(url)), key=len, default=None)
    return [(label, url, url == here) for label, url in shown]


def by_group(found: Iterable[Entry]) -> dict[Group, list[Entry]]:
    grouped: dict[Group, list[Entry]] = {group: [] for group in Group}
    for entry in found:
        grouped[entry.group].append(entry)
    return {group: some for group, some in grouped.items() if some}
