"""How long things are kept, and what the nightly run did."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.access import Actor
from core.erasing import how_long
from core.models import AuditEvent
from involvement import access
from involvement.models import ErasureReceipt
from involvement.queries.own_record import HAPPENED

RUNS_SHOWN = 20
RULES = (
    ("register", "Records on the register", "After we last heard from the person. We tell them {days} days before."),
    ("stories", "What guests told you", "After it was closed. What is published stays until it is taken down."),
    ("notices", "Notes that somebody was told something", "After they were told."),
    ("pay", "What was paid", "After it was paid. When a record goes, the amount and the day stay without a name."),
    ("consents", "Proof of what people agreed to", "After they took it back. It no longer says who it was."),
)


@dataclass(frozen=True, slots=True)
class Rule:
    what: str
    how_long: str
    since: str


@dataclass(frozen=True, slots=True)
class Run:
    on: str
    what: str
    number: str


@dataclass(frozen=True, slots=True)
class Keeping:
    rules: list[Rule]
    runs: list[Run]


def keeping(actor: Actor) -> Keeping:
    rules = [
        Rule(what, how_long(settings.KEEP_MONTHS[name]), since.format(days=settings.LEAVING_NOTICE_DAYS))
        for name, what, since in RULES
    ]
    return Keeping(rules, [_run(event) for event in access.retention_runs(actor)[:RUNS_SHOWN]])


def receipt_text(receipt: ErasureReceipt, number: str) -> str:
    """The receipt as plain text, to keep."""
    day = date_format(localtime(receipt.made_at), "j F Y, H:i")
    lines = [f"Receipt {number}", f"Deleted on {day}", ""]
    for line in receipt.lines:
        if line["gone"]:
            lines.append(f"{line['what']}: {line['gone']} deleted")
        if line["kept"]:
            until = f" Kept for {line['how_long']}." if line["how_long"] else ""
            lines.append(f"{line['what']}: {line['kept']} kept. {line['why']}{until}")
    return "\n".join([*lines, "", "Totals that were published before stay as they are. They name nobody.", ""])


def _run(event: AuditEvent) -> Run:
    return Run(date_format(localtime(event.at), "j F Y"), HAPPENED[event.verb], event.reason)
