"""Who may open which page. One row a URL name; a URL without a row, or a row without a URL, fails the build.

The letters: X nobody signed in · N signed in, no role · U superuser without a role · P takes part · F facilitator ·
R responder · L involvement lead · S safeguarding lead · A administrator · C commissioner. Whoever is not named in `may`
is refused: X goes to the sign-in page, the others get 403. Everybody is tried with GET and with an empty POST, at a row
of their own organisation and, where the address holds an id, at the same row of another organisation. Staff (FRLSAC)
are tried again without a second factor in their session; only `early` pages open then.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

SIGNED_IN = "NUPFRLSAC"
EVERYBODY = "X" + SIGNED_IN
STAFF = "FRLSAC"


@dataclass(frozen=True)
class Row:
    name: str
    may: str
    # The row that stands in the address: its name in access_objects.py, or a function of those rows.
    at: str | Callable[[SimpleNamespace], dict[str, Any]] | None = None
    get: int = 200
    post: int | None = None  # as get, unless told
    other: int = 404  # who may, at the other organisation's row
    refused: int = 403
    early: bool = False
    without: int | None = None  # staff without a second factor, where that differs
    but: dict[str, int] = field(default_factory=dict)  # a letter's own answer to GET and POST

    def kwargs(self, rows: SimpleNamespace) -> dict[str, Any]:
        if self.at is None:
            return {}
        return {"pk": getattr(rows, self.at).pk} if isinstance(self.at, str) else self.at(rows)


def table(stage: str) -> Callable[[SimpleNamespace], dict[str, Any]]:
    return lambda rows: {"pk": rows.published.pk, "dimension": "sex", "voice": "direct", "stage": stage}


def slug(rows: SimpleNamespace) -> dict[str, Any]:
    return {"slug": rows.organisation.slug}


def uploaded(rows: SimpleNamespace) -> dict[str, Any]:
    """What an organisation sent in is not reference data: the admin does not find it."""
    return {"object_id": str(rows.benchmark.pk)}


CORE = [
    Row("core:home", EVERYBODY, early=True, but=dict.fromkeys(SIGNED_IN, 302)),
    Row("core:help_now", EVERYBODY, early=True),
    Row("core:accessibility", EVERYBODY, early=True),
    Row("core:privacy", EVERYBODY, early=True),
    Row("core:cookies", EVERYBODY, early=True),
    Row("core:healthz", EVERYBODY, early=True),
    Row("core:readyz", EVERYBODY, early=True),
]

ACCOUNTS = [
    Row("accounts:home", SIGNED_IN, get=302, but={"N": 200, "U": 200}),
    Row("accounts:everything", SIGNED_IN),
    Row("accounts:account", SIGNED_IN),
    Row("accounts:second_factor", SIGNED_IN, early=True, get=302, without=200),
    Row("accounts:switch_role", SIGNED_IN, early=True, but={"N": 302, "U": 302}),
    Row("accounts:extend_session", SIGNED_IN, early=True, get=405, post=204),
    Row("accounts:draft", SIGNED_IN, "somebodys_draft", get=404),
    Row("accounts:throw_away_draft", SIGNED_IN, "somebodys_draft", get=405, post=404, other=404),
    Row("accounts:members", "A"),
    Row("accounts:invite_member", "A"),
    Row("accounts:add_role", "A", "colleague"),
    Row("accounts:end_membership", "A", "colleague", post=302),
    Row("accounts:withdraw_invitation", "A", "invitation", get=405, post=302),
    Row("accounts:accept_invitation", EVERYBODY, lambda rows: {"token": rows.token}, early=True, other=200),
    Row("accounts:organisation", "A"),
    Row("accounts:logo", EVERYBODY, "organisation", early=True, other=200),
    Row("accounts:audit_log", "A"),
]

# Sign-in itself, for people who own no authenticator; accounts/tests/test_sign_in.py tests what these pages do.
STRANGERS_ONLY = dict.fromkeys(SIGNED_IN, 302)
SIGNING_IN = [
    Row("account_login", EVERYBODY, early=True, but=STRANGERS_ONLY),
    Row("account_logout", EVERYBODY, early=True, post=302, but={"X": 302}),
    Row("account_signup", EVERYBODY, but=STRANGERS_ONLY),
    Row("account_inactive", EVERYBODY, post=405),
    Row("account_request_login_code", EVERYBODY, but=STRANGERS_ONLY),
    Row("account_confirm_login_code", SIGNED_IN, get=302),
    Row("account_reset_password", EVERYBODY),
    Row("account_reset_password_done", EVERYBODY, post=405),
    Row("account_reset_password_from_key", EVERYBODY, lambda rows: {"uidb36": "0", "key": "x"}, other=200),
    Row("account_reset_password_from_key_done", EVERYBODY, post=405),
    Row("account_email_verification_sent", SIGNED_IN, get=302),
    Row("account_reauthenticate", SIGNED_IN, early=True),
    Row("account_email", SIGNED_IN, post=302),
    Row("account_change_password", SIGNED_IN),
    Row("account_set_password", SIGNED_IN, get=302),
    Row("usersessions_list", SIGNED_IN, post=302),
    Row("mfa_index", SIGNED_IN, post=405),
    Row("mfa_authenticate", SIGNED_IN, get=302),
    Row("mfa_reauthenticate", SIGNED_IN, early=True, get=302),
    Row("mfa_activate_totp", SIGNED_IN, early=True),
    Row("mfa_deactivate_totp", SIGNED_IN, get=404),
    Row("mfa_view_recovery_codes", SIGNED_IN, get=404, post=405),
    Row("mfa_generate_recovery_codes", SIGNED_IN),
    Row("mfa_download_recovery_codes", SIGNED_IN, get=404),
    Row("mfa_list_webauthn", SIGNED_IN, post=405),
    Row("mfa_add_webauthn", SIGNED_IN, early=True),
    Row("mfa_reauthenticate_webauthn", SIGNED_IN, early=True, get=302),
    Row("mfa_remove_webauthn", SIGNED_IN, lambda rows: {"pk": 1}, get=404),
    Row("mfa_edit_webauthn", SIGNED_IN, lambda rows: {"pk": 1}, get=404),
    Row("mfa_login_webauthn", SIGNED_IN, get=302),
]

INVOLVEMENT = [
    Row("involvement:say", EVERYBODY, early=True),
    Row("involvement:ask_for_news", EVERYBODY, get=405, post=404, early=True),
    Row("involvement:write_down_story", "FL"),
    Row("involvement:service_poster", "LA", "service"),
    Row("involvement:session_poster", "FL", "session"),
    Row("involvement:session_paper_form", "FL", "session"),
    Row("involvement:send_story", EVERYBODY, lambda rows: {"slug": rows.organisation.slug}, early=True, other=200),
    Row("involvement:opportunities", EVERYBODY, early=True),
    Row("involvement:opportunity", EVERYBODY, "opportunity", other=200, early=True),
    Row("involvement:ask_for_place", EVERYBODY, "opportunity", other=200, early=True, but={"P": 302}),
    Row("involvement:find_place", EVERYBODY, early=True),
    Row("involvement:close_place", EVERYBODY, get=405, post=302, early=True),
    Row("involvement:open_place", EVERYBODY, lambda rows: {"token": "x"}, get=302, other=302, early=True),
    Row("involvement:my_places", "P"),
    Row("involvement:my_place", EVERYBODY, "interest", get=302, other=302, early=True, but={"P": 200}),
    Row("involvement:answer_invitation", EVERYBODY, "interest", get=405, post=302, other=302, early=True),
    Row("involvement:give_up_place", EVERYBODY, "interest", get=405, post=302, other=302, early=True),
    Row("involvement:take_place_again", EVERYBODY, "interest", get=405, post=302, other=302, early=True),
    Row("involvement:remind_me", EVERYBODY, "interest", get=405, post=302, other=302, early=True),
    Row("involvement:place_calendar", EVERYBODY, "interest", get=302, other=302, early=True, but={"P": 200}),
    Row("involvement:register_guest", "L", "guest", get=405, post=200),
    Row("involvement:calls_and_letters", "L"),
    Row("involvement:mark_told", "L", "call", get=405, post=302),
    Row("involvement:print_letter", "L", "call"),
    Row("involvement:hear_about", "P", post=302),
    Row("involvement:edit_hear_about", "L", "participant", post=302),
    Row("involvement:publish_opportunity", "L", "session"),
    Row("involvement:take_down_opportunity", "L", "opportunity", get=405, post=302),
    Row("involvement:cancel_session", "L", "session", post=302),
    Row("involvement:today", "FL"),
    Row("involvement:sessions", "FL"),
    Row("involvement:add_session", "L"),
    Row("involvement:sessions_csv", "L"),
    Row("involvement:activities_csv", "L"),
    Row("involvement:services_csv", "L"),
    Row("involvement:attendance_csv", "L"),
    Row("involvement:session", "FL", "session"),
    Row("involvement:copy_session", "L", "session"),
    Row("involvement:edit_session", "L", "session"),
    Row("involvement:record_attendance", "FL", "session"),
    Row("involvement:add_walk_in", "FL", "session"),
    Row("involvement:expect_people", "L", "session"),
    Row("involvement:sign_up_people", "FL", "session", get=405, post=302),
    Row("involvement:stop_expecting", "L", "session", get=405, post=302),
    Row("involvement:count_heads", "FL", "session"),
    Row("involvement:add_point", "FL", "session"),
    Row("involvement:answer_points", "RL", "session", but={"R": 404}),
    Row("involvement:activities", "FL"),
    Row("involvement:add_activity", "L"),
    Row("involvement:activity", "FL", "activity"),
    Row("involvement:edit_activity", "L", "activity"),
    Row("involvement:services", "LA"),
    Row("involvement:add_service", "LA"),
    Row("involvement:edit_service", "LA", "service"),
    Row("involvement:changes", "RL"),
    Row("involvement:add_change", "RL"),
    Row("involvement:change", "RL", "change"),
    Row("involvement:edit_change", "RL", "change"),
    Row("involvement:move_change", "RL", "change"),
    Row("involvement:link_to_change", "RL", "change"),
    Row("involvement:unlink_from_change", "RL", "change", get=405, post=302),
    Row("involvement:what_changed", "P"),
    Row("involvement:loop_figures", "L"),
    Row("involvement:loop_summaries", "L"),
    Row("involvement:publish_loop_summary", "L"),
    Row("involvement:take_down_loop_summary", "L", "loop_summary", post=302),
    Row("involvement:you_said_we_did", EVERYBODY, early=True),
    Row("involvement:you_said_we_did_of", EVERYBODY, slug, early=True, other=200),
    Row("involvement:participants", "FL"),
    Row("involvement:add_participant", "L"),
    Row("involvement:participants_csv", "L"),
    Row("involvement:participant", "FL", "participant"),
    Row("involvement:edit_participant", "L", "participant"),
    Row("involvement:edit_access_needs", "L", "participant", post=302),
    Row("involvement:enter_equality_answers", "L", "participant"),
    Row("involvement:claim_card", "L", "participant"),
    Row("involvement:end_participation", "L", "participant"),
    Row("involvement:erase_participant", "L", "participant"),
    Row("involvement:keep_on_register", "L", "participant", get=405, post=302),
    Row("involvement:return_to_register", "L", "left", get=405, post=302),
    Row("involvement:claim_record", SIGNED_IN),
    Row("involvement:my_data", SIGNED_IN),
    Row("involvement:download_my_data", SIGNED_IN, get=405, post=200),
    Row("involvement:erase_my_data", SIGNED_IN),
    Row("involvement:erasure_receipt", EVERYBODY, early=True),
    Row("involvement:erasure_receipt_file", EVERYBODY, early=True, get=302),
    Row("involvement:keeping", "A"),
    Row("involvement:my_home", "P"),
    Row("involvement:my_record", "P"),
    Row("involvement:confirm_access_needs", "P", get=405, post=302),
    Row("involvement:my_consents", "P"),
    Row("involvement:give_my_consent", "P", lambda rows: {"scope": "contact-me"}, get=405, post=302, other=302),
    Row("involvement:withdraw_my_consent", "P", lambda rows: {"scope": "contact-me"}, get=405, post=302, other=302),
    Row("involvement:record_consents", "L", "participant"),
    Row("involvement:delete_my_answer", "P", lambda rows: {"question": "sex"}, get=405, post=302, other=302),
    Row("involvement:my_access_needs", "P", post=302),
    Row("involvement:my_equality_answers", "P"),
    Row("involvement:my_equality_answer", "P", lambda rows: {"question": "religion"}, other=200),
    Row("involvement:my_ethnic_group", "P"),
    Row("involvement:my_ethnic_detail", "P", get=302),
    Row("involvement:stop_equality_answers", "P", post=302),
    Row("involvement:under_18", "P"),
    Row("involvement:purposes", "A"),
    Row("involvement:decide_purpose", "A", lambda rows: {"kind": "pay"}, other=200),
    Row("involvement:stories", "RL"),
    Row("involvement:story", "RL", "own_story"),
    Row("involvement:acknowledge_story", "RL", "own_story"),
    Row("involvement:answer_story", "RL", "own_story"),
    Row("involvement:give_story_news", "RL", "own_story"),
    Row("involvement:close_story", "RL", "own_story"),
    Row("involvement:past_answers", "RL", "own_story"),
    Row("involvement:my_story", EVERYBODY, early=True),
    Row("involvement:open_my_story", EVERYBODY, lambda rows: {"token": "x"}, early=True, get=302, other=302),
    Row("involvement:read_my_story", EVERYBODY, early=True, get=302),
    Row("involvement:close_my_story", EVERYBODY, early=True, get=405, post=302),
    Row("involvement:told_stories", SIGNED_IN),
    Row("involvement:claim_story", SIGNED_IN),
    Row("involvement:told_story", SIGNED_IN, "own_story", get=404, but={"P": 200}),
    Row("involvement:judge_answer", EVERYBODY, "own_story", early=True, get=405, post=404, but={"P": 302}),
    Row("involvement:choose_story_visibility", EVERYBODY, "own_story", early=True, get=405, post=404, but={"P": 302}),
    Row("involvement:set_news_address", "P", "own_story", early=True, refused=404),
    Row("involvement:take_back_story", "P", "own_story", early=True, post=302, refused=404),
    Row("involvement:my_money", "P"),
    Row("involvement:answer_offer", "P", "own_offer"),
    Row("involvement:claim_expense", "P"),
    Row("involvement:change_claim", "P", "own_claim"),
    Row("involvement:say_effects", "P", "attended", post=200),
    Row("involvement:pay", "L"),
    Row("involvement:expense_claims", "L"),
    Row("involvement:approve_claims", "L", get=405, post=302),
    Row("involvement:pay_claims", "L", get=405, post=302),
    Row("involvement:answer_claim", "L", "claim"),
    Row("involvement:payment_offers", "L"),
    Row("involvement:pay_offers", "L", get=405, post=302),
    Row("involvement:take_back_offers", "L", get=405, post=302),
    Row("involvement:pay_csv", "L"),
    Row("involvement:rates", "L"),
    Row("involvement:add_rate", "L"),
    Row("involvement:end_rate", "L", "rate", get=405, post=302),
    Row("involvement:effects", "L"),
    Row("involvement:offer_pay", "L", "session"),
    Row("involvement:offer_activity_pay", "L", "activity"),
    Row("involvement:public_stories", EVERYBODY, early=True),
    Row("involvement:public_story", EVERYBODY, "public_story", early=True, other=200),
    Row("involvement:say_happened_too", EVERYBODY, "public_story", early=True, get=405, post=302, other=302),
    Row("involvement:take_back_happened_too", EVERYBODY, "public_story", early=True, get=405, post=302, other=302),
    Row("involvement:shared_stories", "PFRL"),
    Row("involvement:shared_story", "PFRL", "shared_story"),
    Row("involvement:stories_to_publish", "L"),
    Row("involvement:publish_story", "L", "story_to_publish"),
    Row("involvement:refuse_story", "L", "story_to_publish"),
    Row("involvement:take_down_story", "L", "shared_story"),
    Row("involvement:tell_someone", EVERYBODY, early=True),
    Row("involvement:tell_someone_sent", EVERYBODY, early=True),
    Row("involvement:raise_concern", "FRLS"),
    Row("involvement:raise_concern_about", "FRLS", "public_story", but={"F": 404, "S": 404}),
    Row("involvement:raised_concerns", SIGNED_IN),
    Row("involvement:held_stories", "S"),
    Row("involvement:held_story", "S", "held_story"),
    Row("involvement:release_story", "S", "held_story", get=405, post=302),
    Row("involvement:concerns", "S"),
    Row("involvement:concern", "S", "concern"),
    Row("involvement:close_concern", "S", "concern"),
    Row("involvement:imports", "LA"),
    Row("involvement:start_import", "L"),
    Row("involvement:data_import", "LA", "data_import", but={"A": 404}),
    Row("involvement:import_progress", "LA", "data_import", but={"A": 404}),
    Row("involvement:confirm_import", "LA", "data_import", get=405, post=409, but={"A": 404}),
    Row("involvement:import_errors_csv", "LA", "data_import", but={"A": 404}),
]

REPORTS = [
    Row("reports:dashboard", "FRLC"),
    Row("reports:reports", "FRLC"),
    Row("reports:request_report", "L"),
    Row("reports:report", "FRLC", "published"),
    Row("reports:ledger", "L"),
    Row("reports:report_progress", "L", "published", get=286),
    Row("reports:report_csv", "FRLC", "published"),
    Row("reports:report_table", "FRLC", table("came")),
    Row("reports:schedules", "L"),
    Row("reports:add_schedule", "L"),
    Row("reports:pause_schedule", "L", "schedule", get=405, post=302),
    Row("reports:resume_schedule", "L", "schedule", get=405, post=302),
    Row("reports:board_pack", "FRLC", "published"),
    Row("reports:board_pack_pdf", "FRLC", "published"),
    Row("reports:write_pack_words", "L", "published"),
    Row("reports:easy_read", "FRLC", "published"),
    Row("reports:plain_summary", "FRLC", "published"),
    Row("reports:report_xlsx", "FRLC", "published"),
    Row("reports:open_data", "FRLC", "published"),
    Row("reports:exact_table", "L", table("came")),
    Row("reports:publish_report", "L", "draft_report", post=302),
    Row("reports:withdraw_report", "L", "published", post=302),
    Row("reports:refresh_report", "L", "draft_report", get=405, post=302),
    Row("reports:runs", "C"),
    Row("reports:request_run", "C"),
    Row("reports:run", "C", "run"),
    Row("reports:run_progress", "C", "run"),
    Row("reports:cancel_run", "C", "run", post=302),
    Row("reports:trend", "FRLC"),
    Row("reports:services_plot", "FRLC"),
    Row("reports:trend_csv", "FRLC"),
    Row("reports:trend_restarts", "L"),
    Row("reports:undo_restart", "L", "restart"),
    Row("reports:alerts", "LC"),
    Row("reports:alert", "LC", "alert", but={"C": 404}),
    Row("reports:see_alert", "LC", "alert", get=405, post=302, but={"C": 404}),
    Row("reports:own_groups", "L"),
    Row("reports:define_own_group", "L"),
    Row("reports:retire_own_group", "L", "own_group", post=302),
    Row("reports:benchmarks", "LA"),
    Row("reports:upload_benchmark", "LA"),
    Row("reports:areas", "LA"),
    Row("reports:benchmark", "LA", "benchmark"),
    Row("reports:edit_benchmark", "LA", "benchmark"),
]

# The admin sends everybody else to its sign-in address, which has no form: it leads to ours, or refuses.
ADMIN = [
    Row("admin:index", "U", refused=302, early=True),
    Row("admin:login", "U", get=302, early=True),
    Row("admin:logout", EVERYBODY, get=302, early=True),
    Row("admin:password_change", EVERYBODY, get=302, early=True),
    Row("admin:password_change_done", "U", post=405, refused=302, early=True),
    Row("admin:autocomplete", "U", get=403, post=405, refused=302, early=True),
    Row("admin:jsi18n", "U", post=405, refused=302, early=True),
    Row("admin:view_on_site", "", lambda rows: {"content_type_id": "1", "object_id": "1"}),
    Row("admin:app_list", "U", lambda rows: {"app_label": "reports"}, other=200, refused=302, early=True),
    Row("admin:reports_benchmark_changelist", "U", refused=302, early=True),
    Row("admin:reports_benchmark_add", "U", get=403, refused=302, early=True),
    Row("admin:reports_benchmark_history", "U", uploaded, get=302, other=302, refused=302, early=True),
    Row("admin:reports_benchmark_change", "U", uploaded, get=302, post=403, other=302, refused=302, early=True),
    Row("admin:reports_benchmark_delete", "U", uploaded, get=403, other=403, refused=302, early=True),
]

# Only where this is a demo or a test: config/urls.py leaves it out elsewhere.
DEMO = [Row("demo:demo_sign_in", EVERYBODY, post=404, early=True)]

ROWS = [*CORE, *ACCOUNTS, *SIGNING_IN, *INVOLVEMENT, *REPORTS, *ADMIN, *DEMO]
