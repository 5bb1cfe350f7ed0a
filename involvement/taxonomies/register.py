"""The fixed lists of involvement. Slugs are permanent: they stand in files, exports and reports of many years."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class ActivityKind(models.TextChoices):
    OWN_CARE = "own-care", "My own care plan"
    SURVEY = "survey", "Survey or comment form"
    FOCUS_GROUP = "focus-group", "Discussion group"
    WARD_MEETING = "ward-meeting", "Ward community meeting"
    FORUM = "forum", "Open forum"
    READING_PANEL = "reading-panel", "Reading panel"
    INTERVIEW_PANEL = "interview-panel", "Staff interview panel"
    STAFF_TRAINING = "staff-training", "Training staff"
    SERVICE_VISIT = "service-visit", "Service visit"
    STEERING_GROUP = "steering-group", "Steering group or board"
    CO_DESIGN_WORKSHOP = "co-design-workshop", "Co-design workshop"
    PEER_RESEARCH = "peer-research", "Research led by people who use services"
    IMPROVEMENT_PROJECT = "improvement-project", "Improvement project"
    COMMISSIONING_PANEL = "commissioning-panel", "Buying and reviewing services"
    COMMUNITY_ACTIVITY = "community-activity", "Community activity"


class InvolvementLevel(models.TextChoices):
    """The ladder of co-production, lowest rung first. Coercion is a name for what happened, never a plan."""

    COERCION = "coercion", "Coercion: people are present, their views do not count"
    EDUCATING = "educating", "Educating: people are taught how a service works"
    INFORMING = "informing", "Informing: people are told what is decided and why"
    CONSULTATION = "consultation", "Consultation: people are asked, others decide"
    ENGAGEMENT = "engagement", "Engagement: more chances to speak, some influence"
    CO_DESIGN = "co-design", "Co-design: people shape the design but not the delivery"
    CO_PRODUCTION = "co-production", "Co-production: equal partners from design to delivery"
    USER_LED = "user-led", "User-led: people who use services hold the decision"

    @property
    def rank(self) -> int:
        return list(InvolvementLevel).index(self) + 1

    @classmethod
    def selectable(cls) -> list[tuple[str, str]]:
        return [choice for choice in cls.choices if choice[0] != cls.COERCION]


class VoiceType(StrEnum):
    DIRECT = "direct"
    COLLECTIVE = "collective"
    CARER = "carer"
    WORKER = "worker"
    PROXY = "proxy"
    PROFESSIONAL = "professional"
    PUBLIC = "public"
    UNKNOWN = "unknown"


class SpeakingRole(models.TextChoices):
    """The capacity in which someone speaks this time; it decides whose voice a contribution counts as."""

    SERVICE_USER = "service-user", "I use services now"
    FORMER_SERVICE_USER = "former-service-user", "I used services before"
    SUPPORTED_SERVICE_USER = "supported-service-user", "Someone helped me say this; the words are mine"
    USER_LED_GROUP = "user-led-group", "For a group run by people who use services"
    CARER = "carer", "I care for someone, unpaid"
    BEREAVED_CARER = "bereaved-carer", "I cared for someone who died"
    PEER_WORKER = "peer-worker", "I am a paid peer worker"
    ADVOCATE = "advocate", "I am an advocate"
    COMMUNITY_LEADER = "community-leader", "I am a community or faith leader"
    VCSE_STAFF = "vcse-staff", "I work for a voluntary organisation"
    CLINICIAN = "clinician", "I speak as a clinician"
    MANAGER = "manager", "I speak as a manager"
    COMMISSIONER = "commissioner", "I speak as a commissioner"
    RESEARCHER = "researcher", "I speak as a researcher"
    PUBLIC = "public", "I am a member of the public"
    NOT_RECORDED = "not-recorded", "Role not recorded"

    @property
    def voice_type(self) -> VoiceType:
        return VOICE_TYPES[self]


VOICE_TYPES: dict[SpeakingRole, VoiceType] = {
    SpeakingRole.SERVICE_USER: VoiceType.DIRECT,
    SpeakingRole.FORMER_SERVICE_USER: VoiceType.DIRECT,
    SpeakingRole.SUPPORTED_SERVICE_USER: VoiceType.DIRECT,
    SpeakingRole.USER_LED_GROUP: VoiceType.COLLECTIVE,
    SpeakingRole.CARER: VoiceType.CARER,
    SpeakingRole.BEREAVED_CARER: VoiceType.CARER,
    SpeakingRole.PEER_WORKER: VoiceType.WORKER,
    SpeakingRole.ADVOCATE: VoiceType.PROXY,
    SpeakingRole.COMMUNITY_LEADER: VoiceType.PROXY,
    SpeakingRole.VCSE_STAFF: VoiceType.PROXY,
    SpeakingRole.CLINICIAN: VoiceType.PROFESSIONAL,
    SpeakingRole.MANAGER: VoiceType.PROFESSIONAL,
    SpeakingRole.COMMISSIONER: VoiceType.PROFESSIONAL,
    SpeakingRole.RESEARCHER: VoiceType.PROFESSIONAL,
    SpeakingRole.PUBLIC: VoiceType.PUBLIC,
    SpeakingRole.NOT_RECORDED: VoiceType.UNKNOWN,
}


class Voice(models.TextChoices):
    """Whose voices a figure counts. Direct is the default everywhere."""

    DIRECT = "direct", "Direct voice"
    LIVED = "lived", "Lived experience"
    ALL = "all", "Everyone"
    PROXY = "proxy", "Spoken for by others"


VOICE_ROLES: dict[Voice, tuple[SpeakingRole, ...]] = {
    Voice.DIRECT: tuple(r for r, t in VOICE_TYPES.items() if t in (VoiceType.DIRECT, VoiceType.COLLECTIVE)),
    Voice.LIVED: tuple(
        r for r, t in VOICE_TYPES.items() if t in (VoiceType.DIRECT, VoiceType.COLLECTIVE, VoiceType.CARER)
    ),
    Voice.ALL: tuple(SpeakingRole),
    Voice.PROXY: tuple(r for r, t in VOICE_TYPES.items() if t is VoiceType.PROXY),
}


class AttendanceStatus(models.TextChoices):
    NOT_MARKED = "not-marked", "Not marked"
    CAME = "came", "Came"
    APOLOGIES = "apologies", "Sent apologies"
    DID_NOT_COME = "did-not-come", "Did not come"


class AccessNeedKind(models.TextChoices):
    TEXT_MESSAGE = "text-message", "Contact by text message"
    EMAIL = "email", "Contact by e-mail"
    PHONE = "phone", "Contact by phone"
    LETTER = "letter", "Contact by letter"
    RELAY_UK = "relay-uk", "Contact through Relay UK"
    VIA_TRUSTED_PERSON = "via-trusted-person", "Contact through a trusted person"
    EASY_READ = "easy-read", "Easy Read"
    LARGE_PRINT = "large-print", "Large print"
    BRAILLE = "braille", "Braille"
    AUDIO = "audio", "Audio"
    BSL_VIDEO = "bsl-video", "British Sign Language video"
    PLAIN_EMAIL = "plain-email", "Plain text e-mail"
    COLOURED_PAPER = "coloured-paper", "Coloured paper"
    BSL_INTERPRETER = "bsl-interpreter", "British Sign Language interpreter"
    SSE_INTERPRETER = "sse-interpreter", "Sign Supported English interpreter"
    LIPSPEAKER = "lipspeaker", "Lipspeaker"
    NOTETAKER = "notetaker", "Notetaker"
    SPEECH_TO_TEXT = "speech-to-text", "Speech-to-text reporter"
    DEAFBLIND_INTERPRETER = "deafblind-interpreter", "Deafblind interpreter"
    ADVOCATE = "advocate", "Advocate"
    LANGUAGE_INTERPRETER = "language-interpreter", "Interpreter for a spoken language"
    LIPREADS = "lipreads", "Lipreads"
    HEARING_LOOP = "hearing-loop", "Hearing loop"
    LONGER_TIME = "longer-time", "Longer time"
    ONE_AT_A_TIME = "one-at-a-time", "One person speaking at a time"
    COMMUNICATION_PASSPORT = "communication-passport", "Communication passport"
    SCREEN_READER = "screen-reader", "Uses a screen reader"
    QUIET_ROOM = "quiet-room", "Quiet room"
    BREAKS = "breaks", "Breaks"
    CAMERA_OFF = "camera-off", "Camera off online"
    BRING_SOMEONE = "bring-someone", "Bringing someone along"
    STEP_FREE = "step-free", "Step-free way in"
    PRAYER_SPACE = "prayer-space", "Prayer space"
    HALAL_OR_VEGETARIAN = "halal-or-vegetarian", "Halal or vegetarian food"


# Someone has to be booked for these, so a session without them is a warning before the day (R36).
NEEDS_A_BOOKING = frozenset(
    {
        AccessNeedKind.BSL_INTERPRETER,
        AccessNeedKind.SSE_INTERPRETER,
        AccessNeedKind.LIPSPEAKER,
        AccessNeedKind.NOTETAKER,
        AccessNeedKind.SPEECH_TO_TEXT,
        AccessNeedKind.DEAFBLIND_INTERPRETER,
        AccessNeedKind.ADVOCATE,
        AccessNeedKind.LANGUAGE_INTERPRETER,
    }
)

ACCESS_NEED_GROUPS: tuple[tuple[str, str, tuple[AccessNeedKind, ...]], ...] = (
    (
        "contact_method",
        "How to make contact",
        (
            AccessNeedKind.TEXT_MESSAGE,
            AccessNeedKind.EMAIL,
            AccessNeedKind.PHONE,
            AccessNeedKind.LETTER,
            AccessNeedKind.RELAY_UK,
            AccessNeedKind.VIA_TRUSTED_PERSON,
        ),
    ),
    (
        "information_format",
        "How to send information",
        (
            AccessNeedKind.EASY_READ,
            AccessNeedKind.LARGE_PRINT,
            AccessNeedKind.BRAILLE,
            AccessNeedKind.AUDIO,
            AccessNeedKind.BSL_VIDEO,
            AccessNeedKind.PLAIN_EMAIL,
            AccessNeedKind.COLOURED_PAPER,
        ),
    ),
    (
        "communication_professional",
        "Who helps with communication",
        (
            AccessNeedKind.BSL_INTERPRETER,
            AccessNeedKind.SSE_INTERPRETER,
            AccessNeedKind.LIPSPEAKER,
            AccessNeedKind.NOTETAKER,
            AccessNeedKind.SPEECH_TO_TEXT,
            AccessNeedKind.DEAFBLIND_INTERPRETER,
            AccessNeedKind.ADVOCATE,
            AccessNeedKind.LANGUAGE_INTERPRETER,
        ),
    ),
    (
        "communication_support",
        "What makes talking and reading easier",
        (
            AccessNeedKind.LIPREADS,
            AccessNeedKind.HEARING_LOOP,
            AccessNeedKind.LONGER_TIME,
            AccessNeedKind.ONE_AT_A_TIME,
            AccessNeedKind.COMMUNICATION_PASSPORT,
            AccessNeedKind.SCREEN_READER,
        ),
    ),
    (
        "adjustment",
        "What makes the day easier",
        (
            AccessNeedKind.QUIET_ROOM,
            AccessNeedKind.BREAKS,
            AccessNeedKind.CAMERA_OFF,
            AccessNeedKind.BRING_SOMEONE,
            AccessNeedKind.STEP_FREE,
            AccessNeedKind.PRAYER_SPACE,
            AccessNeedKind.HALAL_OR_VEGETARIAN,
        ),
    ),
)


class LeavingReason(models.TextChoices):
    """Why someone leaves the register: kept in the audit, never on the person's row, and never about health."""

    ASKED = "ASKED", "They asked to leave"
    NO_CONTACT = "NO_CONTACT", "We can no longer reach them"
    TWICE = "TWICE", "They are on the register twice"
    DIED = "DIED", "They died"
    OTHER = "OTHER", "Another reason"


class ErasureReason(models.TextChoices):
    """Why somebody's record was deleted: kept in the audit, never about health."""

    SELF = "SELF", "They did it on this site"
    ASKED = "ASKED", "They asked us to"
    TWICE = "TWICE", "They are on the register twice"
    MISTAKE = "MISTAKE", "They were added by mistake"
    DIED = "DIED", "They died"


class ListReason(models.TextChoices):
    """Why a list of people is taken out of the system."""

    CONTACT = "CONTACT", "To contact people who agreed to it"
    ON_THE_DAY = "ON_THE_DAY", "To have it at hand on the day"
    CHECK = "CHECK", "To check that the register is right"
    PAY = "PAY", "To pay people"
    PERSON_ASKED = "PERSON_ASKED", "Someone asked what we hold about them"


# How staff see the roles: the labels above are the person's own words.
STAFF_ROLE_LABELS: dict[SpeakingRole, str] = {
    SpeakingRole.SERVICE_USER: "Uses services now",
    SpeakingRole.FORMER_SERVICE_USER: "Used services before",
    SpeakingRole.SUPPORTED_SERVICE_USER: "Own words, with someone's help",
    SpeakingRole.USER_LED_GROUP: "For a group run by people who use services",
    SpeakingRole.CARER: "Carer, unpaid",
    SpeakingRole.BEREAVED_CARER: "Cared for someone who died",
    SpeakingRole.PEER_WORKER: "Paid peer worker",
    SpeakingRole.ADVOCATE: "Advocate",
    SpeakingRole.COMMUNITY_LEADER: "Community or faith leader",
    SpeakingRole.VCSE_STAFF: "Works for a voluntary organisation",
    SpeakingRole.CLINICIAN: "Clinician",
    SpeakingRole.MANAGER: "Manager",
    SpeakingRole.COMMISSIONER: "Commissioner",
    SpeakingRole.RESEARCHER: "Researcher",
    SpeakingRole.PUBLIC: "Member of the public",
    SpeakingRole.NOT_RECORDED: "Role not recorded",
}
