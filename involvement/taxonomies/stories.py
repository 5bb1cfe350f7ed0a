"""The fixed lists of feedback and of what becomes of it."""

from __future__ import annotations

from django.db import models


class Visibility(models.TextChoices):
    """Who may read a story; its author chooses, and may choose again at any time."""

    STAFF = "staff-only", "Only the staff who answer"
    SHARED = "shared", "People who take part here, without my name"
    PUBLIC = "public", "Anyone, on this website"


class DisplayIdentity(models.TextChoices):
    """How the author of a public story is named (rule R4)."""

    ANONYMOUS = "anonymous", "No name"
    MADE_UP_NAME = "made-up-name", "A made-up name"
    FIRST_NAME = "first-name", "My first name"
    FULL_NAME = "full-name", "My full name"


class LoopStatus(models.TextChoices):
    RECEIVED = "received", "Received"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    RESPONDED = "responded", "Answered"
    CLOSED = "closed", "Closed"


class ChangeStatus(models.TextChoices):
    """What follows from a story, a point or a barrier. ``NOT_POSSIBLE`` always comes with a reason (rule R30)."""

    NONE_NEEDED = "none-needed", "No change needed"
    CONSIDERING = "considering", "We are thinking about it"
    PLANNED = "planned", "We will do it"
    MADE = "made", "We did it"
    NOT_POSSIBLE = "not-possible", "We could not"


class Verdict(models.TextChoices):
    """What the author says of the answer."""

    ANSWERED = "answered", "Yes"
    PARTLY = "partly", "Partly"
    NOT_ANSWERED = "not-answered", "No"


class ResponseKind(models.TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", "We have read it"
    ANSWER = "answer", "Our answer"
    NEWS = "news", "News"


class EditReason(models.TextChoices):
    """Why words were taken out, or a story not published (rule R5). The author is always told."""

    NAME = "name", "It named someone"
    DATE = "date", "It gave a date or a time"
    AGE = "age", "It gave an age"
    PLACE = "place", "It gave a place that shows who it is about"
    IDENTIFIES_AUTHOR = "identifies-author", "It could show who you are"
    IDENTIFIES_OTHER = "identifies-other", "It could show who somebody else is"
    LEGAL = "legal", "It says that somebody broke the law, and that has to be looked into first"
    ABUSIVE = "abusive", "It had words that hurt a person or a group"
    NOT_HERE = "not-here", "It is about something else than a service here"
    UNDER_REVIEW = "under-review", "Somebody trained has to read it first"


class ConsentScope(models.TextChoices):
    KEEP_MY_DETAILS = "keep-my-details", "Keep my details"
    CONTACT_ME = "contact-me", "Contact me"
    USE_MY_WORDS = "use-my-words", "Use my words"
    PUBLISH_STORY = "publish-story", "Publish my story"
    IDENTIFY_ME = "identify-me", "Say who I am"
    EQUALITY_MONITORING = "equality-monitoring", "Use my equality answers"
    SHARE_ACCESS_NEEDS = "share-access-needs", "Pass on what I need"
    PHOTO_OR_AUDIO = "photo-or-audio", "Use a picture or a recording of me"
    SHARE_RECOVERY_NOTE = "share-recovery-note", "Share something from my recovery space"


class ConsentSource(models.TextChoices):
    SELF = "self", "On this site"
    STAFF = "staff", "Told to staff"
    PAPER = "paper", "On paper"


class Channel(models.TextChoices):
    """How somebody is told. Calls and letters are done by staff from a list."""

    EMAIL = "email", "E-mail"
    TEXT = "text", "Text message"
    PHONE = "phone", "Phone call"
    LETTER = "letter", "Letter"
    SITE = "site", "On this site only"
