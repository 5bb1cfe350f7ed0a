"""Every page that somebody may open, with and without scripts, on a small phone and on a desk."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from config.tests.access_rows import ROWS

# Answers that are no page: files, parts of a page, a word for a machine.
NOT_PAGES = {
    "core:healthz",
    "core:readyz",
    "accounts:logo",
    "involvement:sessions_csv",
    "involvement:activities_csv",
    "involvement:services_csv",
    "involvement:attendance_csv",
    "involvement:erasure_receipt_file",
    "involvement:place_calendar",
    "involvement:import_progress",
    "involvement:import_errors_csv",
    "reports:report_csv",
    "reports:report_progress",
    "reports:run_progress",
    "reports:trend_csv",
    "reports:board_pack_pdf",
    "reports:report_xlsx",
    "reports:open_data",
}
# Who shows most of a page comes first; these pages look different to others.
ORDER = "LAPCFRSNUX"
ALSO = {
    "core:help_now": "X",
    "involvement:send_story": "XP",
    "accounts:home": "N",
    "accounts:second_factor": "l",
    "account_reset_password": "X",
    "involvement:changes": "R",
    "involvement:my_data": "P",
    "involvement:erase_my_data": "P",
    "involvement:today": "F",
    "involvement:session": "F",
    "involvement:record_attendance": "F",
    "involvement:public_stories": "X",
    "involvement:public_story": "X",
    "involvement:shared_stories": "P",
    "involvement:tell_someone": "X",
    "involvement:raise_concern": "S",
    "reports:reports": "CR",
    "reports:report": "C",
    "reports:report_table": "C",
}
STATES = {
    "no organisation to tell": ("X", lambda rows: reverse("involvement:say") + "?q=nothing-like-it"),
    "story of a session": ("X", lambda rows: _say(rows) + f"?session={rows.session.pk}"),
    "something to join": ("P", lambda rows: _opportunity(rows, "asked")),
    "something full to join": ("X", lambda rows: _opportunity(rows, "waiting")),
    "something called off": ("X", lambda rows: _opportunity(rows, "cancelled")),
    "nothing found to join": ("X", lambda rows: reverse("involvement:opportunities") + "?q=nothing-like-it"),
    "things to join that match": ("P", lambda rows: reverse("involvement:opportunities") + "?step_free=on"),
    "place": ("P", lambda rows: _my_place(rows, "place")),
    "wait for a place": ("P", lambda rows: _my_place(rows, "waiting")),
    "invitation": ("P", lambda rows: _my_place(rows, "asked")),
    "invitation declined": ("P", lambda rows: _my_place(rows, "declined")),
    "place called off": ("P", lambda rows: _my_place(rows, "cancelled")),
    "session with guests who wait": ("L", lambda rows: _session(rows, "waiting")),
    "session called off": ("L", lambda rows: _session(rows, "cancelled")),
    "nobody found to tell": ("L", lambda rows: reverse("involvement:calls_and_letters") + "?q=nothing-like-it"),
    "nobody found to ask": ("L", lambda rows: reverse("involvement:expect_people", args=[rows.coming.pk]) + "?q=zz"),
    "kept form": ("L", lambda rows: reverse("accounts:draft", args=[rows.draft.pk])),
    "session to come": ("L", lambda rows: reverse("involvement:session", args=[rows.coming.pk])),
    "session with nobody": ("F", lambda rows: reverse("involvement:sessions") + "?q=nothing-like-it"),
    "register of nobody": ("L", lambda rows: reverse("involvement:record_attendance", args=[rows.empty.pk])),
    "register": ("F", lambda rows: reverse("involvement:record_attendance", args=[rows.coming.pk])),
    "changes with a late one": ("L", lambda rows: reverse("involvement:changes")),
    "no change found": ("L", lambda rows: reverse("involvement:changes") + "?q=nothing-like-it"),
    "change with a history": ("L", lambda rows: reverse("involvement:change", args=[rows.late_change.pk])),
    "change from a story": ("L", lambda rows: reverse("involvement:add_change") + f"?story={rows.change_story.pk}"),
    "change from a session": ("L", lambda rows: reverse("involvement:add_change") + f"?session={rows.session.pk}"),
    "points all answered": ("L", lambda rows: reverse("involvement:answer_points", args=[rows.empty.pk])),
    "nothing to link": ("L", lambda rows: reverse("involvement:link_to_change", args=[rows.change.pk]) + "?q=xyz"),
    "words about an activity": (
        "L",
        lambda rows: reverse("involvement:publish_loop_summary") + f"?activity={rows.activity.pk}",
    ),
    "you said we did, of nobody": ("X", lambda rows: reverse("involvement:you_said_we_did") + "?q=nothing-like-it"),
    "activity that ended in silence": ("L", lambda rows: reverse("involvement:activity", args=[rows.silent.pk])),
    "every claim": ("L", lambda rows: reverse("involvement:expense_claims") + "?show="),
    "late claims": ("L", lambda rows: reverse("involvement:expense_claims") + "?show=late"),
    "no claim found": ("L", lambda rows: reverse("involvement:expense_claims") + "?show=&words=nothing-like-it"),
    "every offer": ("L", lambda rows: reverse("involvement:payment_offers") + "?show="),
    "no offer found": ("L", lambda rows: reverse("involvement:payment_offers") + "?show=&words=nothing-like-it"),
    "claim that was paid": ("L", lambda rows: reverse("involvement:answer_claim", args=[rows.paid_claim.pk])),
    "pay for a session to come": ("L", lambda rows: reverse("involvement:offer_pay", args=[rows.coming.pk])),
    "nobody found": ("L", lambda rows: reverse("involvement:participants") + "?status=active&words=nothing-like-it"),
    "somebody who is about to go": ("L", lambda rows: reverse("involvement:participant", args=[rows.leaving.pk])),
    "somebody who left": ("L", lambda rows: reverse("involvement:participant", args=[rows.left.pk])),
    "late story": ("R", lambda rows: reverse("involvement:story", args=[rows.late_story.pk])),
    "no story found": ("L", lambda rows: reverse("involvement:stories") + "?q=nothing-like-it"),
    "no past answer found": ("L", lambda rows: _past_answers(rows) + "?q=nothing-like-it"),
    "story of a guest": ("X", lambda rows: rows.guest_link),
    "nothing said like it": ("P", lambda rows: reverse("involvement:told_stories") + "?q=nothing-like-it"),
    "nothing said yet": ("N", lambda rows: reverse("involvement:told_stories")),
    "concern with steps": ("S", lambda rows: reverse("involvement:concern", args=[rows.long_concern.pk])),
    "closed concern": ("S", lambda rows: reverse("involvement:concern", args=[rows.closed_concern.pk])),
    "closed concerns": ("S", lambda rows: reverse("involvement:concerns") + "?show=closed"),
    "no public story found": ("X", lambda rows: reverse("involvement:public_stories") + "?words=nothing-like-it"),
    "story of a named service": ("X", lambda rows: reverse("involvement:public_story", args=[rows.long_story.pk])),
    "stories of a named service": ("X", lambda rows: reverse("involvement:public_stories") + "?page=2"),
    "story with much to decide": ("L", lambda rows: reverse("involvement:publish_story", args=[rows.long_wanted.pk])),
    "story that is published": ("L", lambda rows: reverse("involvement:publish_story", args=[rows.long_story.pk])),
    "nothing left unpublished": ("L", lambda rows: reverse("involvement:stories_to_publish") + "?show=not-published"),
    "file being read": ("L", lambda rows: reverse("involvement:data_import", args=[rows.working_import.pk])),
    "file not read": ("L", lambda rows: reverse("involvement:data_import", args=[rows.failed_import.pk])),
    "file with bad lines": ("L", lambda rows: reverse("involvement:data_import", args=[rows.refused_import.pk])),
    "file to be saved": ("L", lambda rows: reverse("involvement:data_import", args=[rows.checked_import.pk])),
    "file saved": ("L", lambda rows: reverse("involvement:data_import", args=[rows.saved_import.pk])),
    "report asked for": ("L", lambda rows: reverse("reports:report", args=[rows.waiting_report.pk])),
    "report not made": ("L", lambda rows: reverse("reports:report", args=[rows.failed_report.pk])),
    "report refused": ("L", lambda rows: reverse("reports:report", args=[rows.refused_report.pk])),
    "no release found": ("L", lambda rows: reverse("reports:ledger") + "?q=nothing-like-it"),
    "report withdrawn": ("L", lambda rows: reverse("reports:report", args=[rows.withdrawn_report.pk])),
    "report of many": ("C", lambda rows: reverse("reports:report", args=[rows.full_report.pk])),
    "board pack of many": ("C", lambda rows: reverse("reports:board_pack", args=[rows.full_report.pk])),
    "board pack of a draft": ("L", lambda rows: _pack(rows.draft_report, "gripp2")),
    "board pack by PCREF": ("L", lambda rows: _pack(rows.full_report, "pcref")),
    "Easy Read of many": ("C", lambda rows: reverse("reports:easy_read", args=[rows.full_report.pk])),
    "table of many": ("C", lambda rows: _table(rows, "reports:report_table", "came")),
    "table of some": ("C", lambda rows: _table(rows, "reports:report_table", "came_back")),
    "exact table of many": ("L", lambda rows: _table(rows, "reports:exact_table", "came")),
    "trend of eight quarters": ("L", lambda rows: reverse("reports:trend") + rows.trend_address),
    "trend of one quarter": ("C", lambda rows: reverse("reports:trend") + "?group=sex.1"),
    "services side by side": ("L", lambda rows: reverse("reports:services_plot") + rows.plot_address),
    "trend of a step": ("L", lambda rows: reverse("reports:trend") + "?measure=step_came_back"),
    "questions of a group": ("L", lambda rows: _questions("sex", "age_band")),
    "too many questions of a group": ("L", lambda rows: _questions("sex", "age_band", "religion")),
    "table of an own group": ("C", lambda rows: _own_table(rows)),
    "provider not found": ("C", lambda rows: reverse("reports:dashboard") + "?q=nothing-like-it"),
    "areas found": ("L", lambda rows: reverse("reports:areas") + "?q=lond"),
    "no areas found": ("L", lambda rows: reverse("reports:areas") + "?q=nothing-like-it"),
    "second steps": ("S", lambda rows: reverse("mfa_index")),
    "page that is not there": ("L", lambda rows: "/nothing-like-it/"),
    "page that is not for them": ("P", lambda rows: reverse("accounts:members")),
    "sign-in for a page": ("X", lambda rows: reverse("account_login") + "?next=/today/"),
}
REFUSALS = {"page that is not there": 404, "page that is not for them": 403}


def _say(rows):
    return reverse("involvement:send_story", args=[rows.organisation.slug])


def _opportunity(rows, state):
    return reverse("involvement:opportunity", args=[rows.places[state].session_id])


def _my_place(rows, state):
    return reverse("involvement:my_place", args=[rows.places[state].pk])


def _session(rows, state):
    return reverse("involvement:session", args=[rows.places[state].session_id])


def _pack(report, layout):
    return f"{reverse('reports:board_pack', args=[report.pk])}?layout={layout}"


def _table(rows, name, stage):
    return reverse(name, args=[rows.full_report.pk, "ethnic_group_5", "direct", stage])


def _questions(*names):
    return reverse("reports:define_own_group") + "?" + "&".join(f"questions={name}" for name in names)


def _own_table(rows):
    return reverse("reports:report_table", args=[rows.published.pk, rows.own_group.definition, "direct", "came"])


def _past_answers(rows):
    return reverse("involvement:past_answers", args=[rows.late_story.pk])


def pages() -> Iterator:
    for row in ROWS:
        readers = [letter for letter in ORDER if letter in row.may and row.but.get(letter, row.get) == 200]
        # The admin is Django's own, and holds reference data for the people who run the site.
        if readers and row.name not in NOT_PAGES and not row.name.startswith("admin:"):
            for letter in dict.fromkeys([readers[0], *ALSO.get(row.name, "")]):
                yield pytest.param(row, letter, id=f"{row.name}-{letter}")


def faults(visitor, url, status=200):
    """What is wrong with the page, by width and by whether scripts run."""
    found = []
    for scripts in (True, False):
        answer = visitor.open(url, scripts=scripts).status
        found += [f"scripts {'on' if scripts else 'off'}, {fault}" for fault in visitor.faults()]
        found += [f"answers {answer}"] * (answer != status)
    return found


@pytest.mark.parametrize(("row", "letter"), list(pages()))
def test_page(visit, world, row, letter):
    url = reverse(row.name, kwargs=row.kwargs(world.ours))

    assert faults(visit(letter), url) == []


@pytest.mark.parametrize("name", STATES)
def test_state_of_a_page(visit, world, name):
    letter, url = STATES[name]

    assert faults(visit(letter), url(world.ours), REFUSALS.get(name, 200)) == []


def test_everything_left_out_is_no_page(world):
    known = {row.name: row for row in ROWS}
    for name in NOT_PAGES:
        row = known[name]
        letter = next(letter for letter in ORDER if letter in row.may)
        answer = world.clients[letter].get(reverse(name, kwargs=row.kwargs(world.ours)))
        assert (name, b"<html" in b"".join(answer)) == (name, False)
