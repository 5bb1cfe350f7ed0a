"""An invented nation of providers, to try one request for all their reports. Made by the services the county uses."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from accounts.access import SYSTEM, Actor
from accounts.models import Organisation, OrganisationKind, Role, User
from accounts.services import create_organisation
from demo import files, population, world
from demo.services import NotADemo, Say, give_role, import_register_file
from demo.world import Login, Provider
from involvement.models import ImportKind
from involvement.taxonomies import SpeakingRole
from reports import periods

BOARD_SLUG, BOARD_NAME = "invented-nation-board", "Board of the Invented Nation"
SMALLEST, LARGEST = 20, 120
SESSIONS = 6


def load_nation(*, organisations: int, today: date, say: Say) -> bool:
    """Build so many providers with a quarter of sessions each, and a board that buys from all. False when it is there.

    Martin of the county's demo becomes a commissioner of the board too. Raises NotADemo outside demo and test mode, and
    User.DoesNotExist without the county.
    """
    if not (settings.DEMO or settings.TESTING):
        raise NotADemo("The demo is only loaded with HEARD_MODE=demo.")
    if Organisation.objects.filter(slug=BOARD_SLUG).exists():
        return False
    martin = next(login for login in world.LOGINS if login.role == Role.COMMISSIONER)
    user = User.objects.get(email=martin.email)
    with transaction.atomic():
        say(f"{organisations} providers: people, sessions, who came")
        slugs = [_provider(number, today=today) for number in range(1, organisations + 1)]
        create_organisation(
            actor=SYSTEM,
            slug=BOARD_SLUG,
            name=BOARD_NAME,
            kind=OrganisationKind.COMMISSIONER,
            today=today,
            area_codes=world.AREAS,
            commissions=slugs,
        )
        give_role(user, Login(martin.slug, martin.name, BOARD_SLUG, Role.COMMISSIONER, martin.what))
    return True


def _provider(number: int, *, today: date) -> str:
    provider = Provider(
        f"nation-{number:03}",
        f"Invented Trust {number:03}",
        OrganisationKind.NHS_PROVIDER,
        world.TRUST.activities[:3],
        sessions_a_year=SESSIONS,
        sessions_a_quarter_since=0,
    )
    made = create_organisation(
        actor=SYSTEM,
        slug=provider.slug,
        name=provider.name,
        kind=provider.kind,
        today=today,
        area_codes=[world.AREAS[number % len(world.AREAS)]],
    )
    _register(provider, made, number, today=today)
    return provider.slug


def _register(provider: Provider, made: Organisation, number: int, *, today: date) -> None:
    quarter = periods.last_quarter(today=today)
    size = random.Random(f"{population.SEED}-{number}").randint(SMALLEST, LARGEST)
    people = population.small("N", size, population.POPULATION, SpeakingRole.SERVICE_USER)
    calendar = files.Calendar(quarter.starts_on, quarter.ends_on, ())
    meetings = files.year_meetings(provider, calendar)
    joined_on = quarter.starts_on - timedelta(days=30)
    for kind, content in (
        (ImportKind.PARTICIPANTS, files.participants_csv(people, joined_on=joined_on)),
        (ImportKind.SESSIONS, files.sessions_csv(provider, meetings)),
        (ImportKind.ATTENDANCE, files.year_attendance_csv(people, meetings)),
    ):
        import_register_file(Actor(organisation_id=made.pk), made, kind, content, today=today)
