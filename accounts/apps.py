from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth import user_logged_in

        from accounts import sessions
        from accounts.held import declare_libraries

        declare_libraries()
        # Django and allauth offer no other hook for these moments.
        user_logged_in.connect(sessions.note_signed_in)
        authenticator_added.connect(sessions.note_authenticator_added)
        authenticator_removed.connect(sessions.note_authenticator_removed)
