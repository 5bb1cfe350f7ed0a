from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.access import SYSTEM
from accounts.models import Nation, Organisation, OrganisationKind


class Command(BaseCommand):
    help = "Make an organisation, and invite its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="a short name of a-z, 0-9 and -, used in commands")
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", required=True, metavar="KIND", help=", ".join(OrganisationKind.values))
        parser.add_argument("--nation", default=Nation.ENGLAND, choices=Nation.values)
        parser.add_argument("--areas", default="", metavar="CODE,CODE", help="census areas served, as ONS codes")
        parser.add_argument(
            "--commissions", default="", metavar="SLUG,SLUG", help="providers that a commissioner buys from"
        )
        parser.add_argument("--administrator", default="", metavar="EMAIL", help="prints a link that works for 7 days")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_slug(options["slug"])
            if options["administrator"]:
                validate_email(options["administrator"])
            self._create(options)
        except services.OrganisationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    @transaction.atomic
    def _create(self, options: dict[str, Any]) -> None:
        organisation = services.create_organisation(
            actor=SYSTEM,
            slug=options["slug"],
            name=options["name"],
            kind=options["kind"],
            nation=options["nation"],
            area_codes=_listed(options["areas"]),
            commissions=_listed(options["commissions"]),
            today=timezone.localdate(),
        )
        self.stdout.write(f"Made {organisation.name} ({organisation.slug}).")
        if options["administrator"]:
            self.stdout.write(f"Its administrator joins with this link: {_invite(organisation, options)}")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _invite(organisation: Organisation, options: dict[str, Any]) -> str:
    """The link is printed, not e-mailed: a new installation may have no worker and no mail server yet."""
    token = services.invite_administrator(
        actor=SYSTEM, organisation=organisation, email=options["administrator"].lower(), now=timezone.now()
    )
    return f"{settings.HEARD_URL}{reverse('accounts:accept_invitation', args=[token])}"
