from accounts.views.drafts import csrf_failure, draft, throw_away_draft
from accounts.views.members import (
    accept_invitation,
    add_role,
    end_membership,
    invite_member,
    members,
    withdraw_invitation,
)
from accounts.views.organisation import audit_log, logo, organisation
from accounts.views.own import account, everything, extend_session, home, second_factor, switch_role

__all__ = [
    "accept_invitation",
    "account",
    "add_role",
    "audit_log",
    "csrf_failure",
    "draft",
    "end_membership",
    "everything",
    "extend_session",
    "home",
    "invite_member",
    "logo",
    "members",
    "organisation",
    "second_factor",
    "switch_role",
    "throw_away_draft",
    "withdraw_invitation",
]
