from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from accounts import sessions

        # allauth offers no other hook for these two moments.
        authenticator_added.connect(sessions.note_authenticator_added)
        authenticator_removed.connect(sessions.note_authenticator_removed)
