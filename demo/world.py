"""The invented county of Wexcombe: who and what is in it. Nobody here exists; e-mails go nowhere (example.org)."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import OrganisationKind, Role
from involvement.taxonomies import ActivityKind, InvolvementLevel

# The county is invented, its census is borrowed: Croydon, Lambeth, Lewisham and Southwark.
AREAS = ("E09000008", "E09000022", "E09000023", "E09000028")
PASSWORD = "wexcombe-demo-2026"  # noqa: S105  printed on screen for everyone to use
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  likewise


@dataclass(frozen=True, slots=True)
class Activity:
    name: str
    kind: ActivityKind
    level: InvolvementLevel
    service: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    slug: str
    name: str
    kind: OrganisationKind
    activities: tuple[Activity, ...]
    sessions_a_year: int
    sessions_a_quarter_since: int
    places: tuple[str, ...] = ("Fenmarket Library", "Online", "Ashdell Town Hall")


@dataclass(frozen=True, slots=True)
class Login:
    """Someone to sign in as. ``reference`` names the record that is theirs, for people taking part."""

    slug: str
    name: str
    organisation: str
    role: Role
    what: str
    reference: str = ""

    @property
    def email(self) -> str:
        return f"{self.slug}@example.org"


TRUST = Provider(
    "wexcombe-trust",
    "Wexcombe Mental Health Trust",
    OrganisationKind.NHS_PROVIDER,
    (
        Activity("Redesign of the ward welcome pack", ActivityKind.CO_DESIGN_WORKSHOP, InvolvementLevel.CO_PRODUCTION, "Larch Ward"),
        Activity("Home Treatment phone line review", ActivityKind.IMPROVEMENT_PROJECT, InvolvementLevel.CO_DESIGN, "Home Treatment Team"),
        Activity("Interview panel for a ward manager", ActivityKind.INTERVIEW_PANEL, InvolvementLevel.ENGAGEMENT, "Larch Ward"),
        Activity("Letters reading panel", ActivityKind.READING_PANEL, InvolvementLevel.CONSULTATION, "Talking Therapies Fenmarket"),
        Activity("PCREF listening events", ActivityKind.FOCUS_GROUP, InvolvementLevel.ENGAGEMENT, "Ashdell Community Team"),
        Activity("Recovery College prospectus", ActivityKind.CO_DESIGN_WORKSHOP, InvolvementLevel.CO_DESIGN, "Recovery College"),
        Activity("Early Intervention steering group", ActivityKind.STEERING_GROUP, InvolvementLevel.CO_PRODUCTION, "Early Intervention Service"),
    ),
    sessions_a_year=84,
    sessions_a_quarter_since=12,
)  # fmt: skip
# Its reports are of quarters, for a trend; the third trust's are of its services; the other providers' are of the year.
SECOND_TRUST = Provider(
    "dene-valley",
    "Dene Valley Mental Health Trust",
    OrganisationKind.NHS_PROVIDER,
    (Activity("Service users' council", ActivityKind.FORUM, InvolvementLevel.CO_PRODUCTION),),
    sessions_a_year=0,
    sessions_a_quarter_since=6,
    places=("Dene Valley Town Hall", "Online"),
)
THIRD_TRUST = Provider(
    "larkfield",
    "Larkfield Mental Health Trust",
    OrganisationKind.NHS_PROVIDER,
    (
        Activity("Crisis line review", ActivityKind.IMPROVEMENT_PROJECT, InvolvementLevel.CO_DESIGN, "Crisis Line"),
        Activity("Garden on the ward", ActivityKind.CO_DESIGN_WORKSHOP, InvolvementLevel.CO_PRODUCTION, "Alder Ward"),
        Activity("First letters", ActivityKind.READING_PANEL, InvolvementLevel.CONSULTATION, "Talking Therapies Dene"),
        Activity("Carers and staff evening", ActivityKind.FORUM, InvolvementLevel.ENGAGEMENT, "Older People's Team"),
        Activity("Perinatal listening events", ActivityKind.FOCUS_GROUP, InvolvementLevel.ENGAGEMENT, "Perinatal Team"),
        Activity("Young people's panel", ActivityKind.STEERING_GROUP, InvolvementLevel.CO_PRODUCTION, "Young People's Service"),
    ),
    sessions_a_year=0,
    sessions_a_quarter_since=6,
    places=("Larkfield Library", "Online"),
)  # fmt: skip
PROVIDERS: tuple[Provider, ...] = (
    TRUST,
    SECOND_TRUST,
    THIRD_TRUST,
    Provider(
        "ashdell-network",
        "Ashdell Lived Experience Network",
        OrganisationKind.USER_LED,
        (Activity("Open forum", ActivityKind.FORUM, InvolvementLevel.USER_LED),),
        sessions_a_year=12,
        sessions_a_quarter_since=3,
    ),
    Provider(
        "kestrel-yard",
        "Kestrel Yard Allotment Project",
        OrganisationKind.VCSE,
        (Activity("Women's evening group at Kestrel Yard", ActivityKind.COMMUNITY_ACTIVITY, InvolvementLevel.USER_LED),),
        sessions_a_year=12,
        sessions_a_quarter_since=3,
        places=("Kestrel Yard",),
    ),
    Provider(
        "pennywell-elders",
        "Pennywell Elders Lunch Club",
        OrganisationKind.VCSE,
        (Activity("Lunch and listening", ActivityKind.COMMUNITY_ACTIVITY, InvolvementLevel.ENGAGEMENT),),
        sessions_a_year=12,
        sessions_a_quarter_since=3,
        places=("Pennywell Hall",),
    ),
)  # fmt: skip
COMMISSIONER_SLUG, COMMISSIONER_NAME = "wexcombe-icb", "Wexcombe Integrated Care Board"

LOGINS: tuple[Login, ...] = (
    Login("martin", "Martin", COMMISSIONER_SLUG, Role.COMMISSIONER, "commissioner: whose voice is missing"),
    Login("joanne", "Joanne", TRUST.slug, Role.INVOLVEMENT_LEAD, "involvement lead: register, reports"),
    Login("sam", "Sam", TRUST.slug, Role.FACILITATOR, "facilitator: takes the register"),
    Login("okafor", "Dr Okafor", TRUST.slug, Role.RESPONDER, "responder: sees protected figures"),
    Login("helen", "Helen", TRUST.slug, Role.SAFEGUARDING_LEAD, "safeguarding lead"),
    Login("priti", "Priti", TRUST.slug, Role.ADMINISTRATOR, "organisation administrator: members, settings, audit"),
    Login("amina", "Amina", TRUST.slug, Role.PARTICIPANT, "uses services, own record", "bluekettle"),
    Login("ravi", "Ravi", TRUST.slug, Role.PARTICIPANT, "uses services, needs a BSL interpreter", "ravi"),
    Login("grace", "Grace", TRUST.slug, Role.PARTICIPANT, "cares for someone", "grace"),
    Login("nadia", "Nadia", SECOND_TRUST.slug, Role.INVOLVEMENT_LEAD, "lead of a second trust: two years of quarters"),
    Login("omar", "Omar", THIRD_TRUST.slug, Role.INVOLVEMENT_LEAD, "lead of a third trust: six services side by side"),
    Login("lee", "Lee", "ashdell-network", Role.INVOLVEMENT_LEAD, "lead of a user-led organisation"),
    Login("farah", "Farah", "kestrel-yard", Role.INVOLVEMENT_LEAD, "lead of a community project"),
    Login("gloria", "Gloria", "pennywell-elders", Role.INVOLVEMENT_LEAD, "lead of a lunch club"),
)

# Groups that the Trust defines itself, from one or two questions: codes as reports have them.
OWN_GROUPS: dict[str, dict[str, str]] = {
    "Black women": {"ethnic_group_5": "2", "sex": "1"},
    "Women aged 18 to 34": {"sex": "1", "age_band": "12"},
}

# What was raised at sessions of the Trust, in the words of the people who raised it.
POINTS: tuple[tuple[str, str], ...] = (
    ("service-user", "I got three different people in four days. Each time I had to start my story again."),
    ("service-user", "The first letter was four pages. I put it in a drawer for two weeks."),
    ("user-led-group", "Six of us say the same. The garden is locked by five. Fresh air is the one thing that calms us."),
    ("carer", "I was not asking for his secrets. I needed to know he was coming home."),
    ("community-leader", "People at our mosque tell me they wait too long. I can say it, but you should hear it from them."),
    ("service-user", "This was the first meeting where I was not the only Black woman at the table."),
)  # fmt: skip
