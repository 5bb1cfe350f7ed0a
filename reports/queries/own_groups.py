"""Groups that an organisation defines itself: the list of them, and what reports say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F

from accounts.access import Actor
from reports import access, gap
from reports.models import GapReport, OwnGroup

GROUPS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class OwnGroupLine:
    """What a report says of one own group, in one voice, of the people who came."""

    dimension: gap.Dimension
    table: gap.Comparison

    @property
    def sentence(self) -> str:
        return self.table.group(gap.IN).sentence()


def own_group_list(actor: Actor, *, page: str | None) -> Page[OwnGroup]:
    """Those in use first, each with the newest above."""
    groups = access.own_groups(actor).order_by(F("retired_at").desc(nulls_first=True), "-made_at", "pk")
    return Paginator(groups, GROUPS_A_PAGE).get_page(page)


def own_group_lines(
    report: GapReport, tables: Mapping[gap.TableKey, gap.Comparison], *, voice: str
) -> tuple[OwnGroupLine, ...]:
    found = ((own, tables.get(gap.TableKey(own.name, voice, "came"))) for own in report.own_dimensions)
    return tuple(OwnGroupLine(own, table) for own, table in found if table is not None)
