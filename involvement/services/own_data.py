"""The file with all that is held about somebody: made when they ask for it, handed to them, and not kept."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import Storage
from django.db import transaction
from django.template.loader import render_to_string

from accounts.access import Actor
from core import audit
from involvement import queries


@transaction.atomic
def make_own_file(*, actor: Actor, now: datetime) -> bytes:
    """A ZIP with a page to read, the same for programs, and every file that the person sent in."""
    file = queries.own_file(actor, now=now)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", render_to_string("involvement/own_file.html", {"file": file}))
        archive.writestr("data.json", json.dumps(queries.as_json(file), ensure_ascii=False, indent=1))
        for storage, name in _files(file):
            with storage.open(name) as stored:
                archive.writestr(f"files/{name}", stored.read())
    audit.record(actor=actor, verb="DATA_DOWNLOADED")
    audit.record_views(actor=actor, verb="DATA_DOWNLOADED", subject_ids=[record.pk for record in file.records])
    return held.getvalue()


def _files(file: queries.OwnFile) -> Iterator[tuple[Storage, str]]:
    for holding in file.holdings:
        yield from (fact.file for facts in holding.rows for fact in facts if fact.file)
