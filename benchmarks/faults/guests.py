"""Fifty people tell something at the same moment, each pressing the button twice, while the broker is away."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from secrets import token_hex
from urllib.parse import urlencode

from django.urls import reverse

from benchmarks.faults import scene
from benchmarks.faults.stage import Answer, Outcome, Stage
from benchmarks.load import SignedIn
from involvement.models import Story

GUESTS = 50
HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')
CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")


def sent_at_once(stage: Stage) -> Iterator[Outcome]:
    organisation = scene.make_lead(people=20).organisation
    path = reverse("involvement:send_story", args=[organisation.slug])
    stage.start_site()
    stage.broker.stop()
    guests = [(SignedIn("", token_hex(16)), f"Guest {number} of {GUESTS}") for number in range(GUESTS)]
    ready = [_second_screen(stage, who, path, words) for who, words in guests]
    began = time.monotonic()
    with ThreadPoolExecutor(2 * GUESTS) as pool:
        sending = [pool.submit(stage.post, who, path, form) for who, form in ready * 2]
        answers = [each.result() for each in sending]
    seconds = time.monotonic() - began
    stage.broker.start()
    stage.stop_all()
    kept = list(Story.objects.filter(organisation=organisation).values_list("better", flat=True))
    same = sum(_codes(one) == _codes(two) for one, two in zip(answers[:GUESTS], answers[GUESTS:], strict=True))
    yield Outcome(
        "broker away", f"{GUESTS} people send at once, each twice", f"{2 * GUESTS} forms",
        f"answers {dict(Counter(one.status for one in answers))}, {len(kept)} stories, {same} saw the same code twice",
        seconds,
        ({one.status for one in answers}, sorted(kept), same) == ({201}, sorted(words for _, words in guests), GUESTS),
    )  # fmt: skip


def _second_screen(stage: Stage, who: SignedIn, path: str, words: str) -> tuple[SignedIn, str]:
    """Fill in the first screen; returns the form of the second as a browser would send it."""
    first = dict(HIDDEN.findall(stage.get(who, path).body)) | {"better": words}
    second = stage.post(who, path, urlencode(_without_token(first)))
    carried = {name: unescape(value) for name, value in HIDDEN.findall(second.body)}
    chosen = {"visibility": "staff-only", "display_identity": "anonymous", "speaking_role": "service-user"}
    return who, urlencode(_without_token(carried) | chosen)


def _without_token(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def _codes(answer: Answer) -> set[str]:
    return set(CODE.findall(answer.body))
