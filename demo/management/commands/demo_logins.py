from typing import Any

from django.core.management.base import BaseCommand

from demo import sign_in, world


class Command(BaseCommand):
    help = "Show who can sign in to the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("One click: open demo/ on the site. Or sign in:")
        for person in sign_in.people():
            self.stdout.write(f"  {person.email:<22} {person.what}")
        self.stdout.write(f"Password: {world.PASSWORD}")
        self.stdout.write(f"Second factor of staff, for an authenticator app: {world.TOTP_SECRET}")
        self.stdout.write("The code of the moment is shown on demo/ as well.")
