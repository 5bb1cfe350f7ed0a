"""What the tables of libraries hold about people who sign in."""

from __future__ import annotations

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry

from core.held import Held, declare


def declare_libraries() -> None:
    declare(
        EmailAddress,
        Held("Your e-mail addresses", user=("user",), change="account_email"),
        {
            "user": "Whose log-in it opens.",
            "email": "To sign in with and to send codes to.",
            "verified": "Whether you showed that it is yours.",
            "primary": "Whether we write to this one.",
        },
    )
    declare(
        EmailConfirmation,
        Held("E-mails that asked if an address is yours", user=("email_address__user",), secret=("key",)),
        {
            "email_address": "Which address.",
            "created": "When it was made.",
            "sent": "When it was sent.",
            "key": "The secret of its link.",
        },
    )
    declare(
        Authenticator,
        Held("Your second steps at sign-in", user=("user",), secret=("data",), change="mfa_index"),
        {
            "user": "Whose it is.",
            "type": "What kind.",
            "data": "Its secret, encrypted, or its public key.",
            "created_at": "When you set it up.",
            "last_used_at": "When you last used it.",
        },
    )
    declare(
        UserSession,
        Held("Where you are signed in", user=("user",), secret=("session_key",), change="usersessions_list"),
        {
            "user": "Who is signed in.",
            "created_at": "Since when.",
            "ip": "From which internet address, so that you can see a stranger.",
            "last_seen_at": "When this was last looked at.",
            "session_key": "Which sign-in.",
            "user_agent": "With which browser, so that you can tell them apart.",
            "data": "Nothing; the library has room for more.",
        },
    )
    declare(
        LogEntry,
        Held("Reference data you changed", user=("user",)),
        {
            "action_time": "When.",
            "user": "Who changed it.",
            "content_type": "What kind of thing.",
            "object_id": "Which one.",
            "object_repr": "Its name.",
            "action_flag": "What was done.",
            "change_message": "Which fields.",
        },
    )
