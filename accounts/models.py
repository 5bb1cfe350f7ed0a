from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.http import QueryDict

from core.held import Held, Sign
from core.models import Job, UUIDModel
from core.secrets import cipher


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in by e-mail. Being a superuser opens reference data in the admin, never anybody's record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=100, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    by_email = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    PRIVACY = {
        "email": "To sign in and to send codes. Seen by organisation administrators of the same organisation.",
        "name": "How colleagues see who acted. May stay empty.",
        "password": "A salted hash; empty for people who sign in by code only.",
        "last_login": "Kept by the sign-in system.",
        "date_joined": "When the log-in was made.",
        "is_active": "Whether the log-in works.",
        "by_email": "Whether to send an e-mail when there is something new to look at.",
        "is_staff": "Whether the admin of reference data opens.",
        "is_superuser": "Whether the admin of reference data opens.",
    }
    HELD = Held(
        "Your log-in",
        user=("pk",),
        signs=(Sign("last_login"),),
        secret=("password",),
        change="accounts:account",
    )

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email


class OrganisationKind(models.TextChoices):
    NHS_PROVIDER = "nhs-provider", "NHS provider"
    COMMISSIONER = "commissioner", "Commissioner"
    COUNCIL = "council", "Council"
    USER_LED = "user-led", "User-led organisation"
    CARER_LED = "carer-led", "Carer-led organisation"
    VCSE = "vcse", "Voluntary or community organisation"
    RESEARCH = "research", "Research organisation"


class Nation(models.TextChoices):
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


class Organisation(UUIDModel):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    nation = models.CharField(max_length=20, choices=Nation.choices, default=Nation.ENGLAND)
    area_codes = models.JSONField(default=list, blank=True, help_text="Census areas served, as ONS codes")
    logo = models.FileField(upload_to="logos/", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    PARTICIPANT = "participant", "Taking part"
    FACILITATOR = "facilitator", "Facilitator"
    RESPONDER = "responder", "Responder"
    INVOLVEMENT_LEAD = "involvement-lead", "Involvement lead"
    SAFEGUARDING_LEAD = "safeguarding-lead", "Safeguarding lead"
    ADMINISTRATOR = "administrator", "Organisation administrator"
    COMMISSIONER = "commissioner", "Commissioner"


class Membership(UUIDModel):
    """One role of one person in one organisation. Ended rather than deleted, so that the audit stays readable."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        "user": "Who holds the role. Seen by organisation administrators of the same organisation.",
        "organisation": "Where the role is held.",
        "role": "What the person may do.",
        "created_at": "When the role was given.",
        "ended_at": "When the role was taken away.",
    }
    HELD = Held("Your roles", user=("user",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=models.Q(ended_at=None),
                name="membership_once_while_active",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"


class Commission(UUIDModel):
    """A commissioner buys services from a provider, from one day to another (open when ``ends_on`` is empty)."""

    commissioner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="commissions_bought")
    provider = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="commissions_sold")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commissioner", "provider", "starts_on"], name="commission_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="commission_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(commissioner=models.F("provider")), name="commission_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissioner} buys from {self.provider}"


class MemberInvitation(UUIDModel):
    """An e-mailed, single-use way into one role.

    The token is made when the e-mail goes out, so that a job needs nothing but an id; only its hash is kept.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="member_invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  empty texts are not unique
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="member_invitation")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    PRIVACY = {
        "organisation": "Which organisation invites.",
        "email": "Where the invitation goes; must be the e-mail that the person signs in with.",
        "role": "The role offered.",
        "token_hash": "Proves the invitation without keeping the link.",
        "invited_by": "Who invited.",
        "job": "Whether the e-mail has gone out.",
        "created_at": "When.",
        "expires_at": "Until when it works.",
        "accepted_at": "When it was used.",
        "withdrawn_at": "When it was taken back.",
    }
    HELD = Held("Invitations to work here", email=("email",), done_by=("invited_by",), secret=("token_hash",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "role",
                Lower("email"),
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="member_invitation_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return f"invitation to {self.organisation}"


class Draft(UUIDModel):
    """A form that was sent after the session had run out: kept for its writer until they sign in again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    fields = models.TextField(help_text="The form's fields, encrypted")
    had_files = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    PRIVACY = {
        "user": "Whose form it is; nobody else sees it.",
        "path": "The page it belongs to.",
        "fields": "What was written, encrypted; deleted when sent, thrown away, or after 7 days.",
        "had_files": "Whether files have to be chosen again; files are not kept.",
        "created_at": "When it was kept.",
    }
    HELD = Held("Forms you have not sent", user=("user",), told={"fields": "written"})

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def written(self) -> dict[str, list[str]]:
        """What was written, by the name of the field."""
        return dict(QueryDict(cipher().decrypt(self.fields.encode()).decode()).lists())


class NoticeKind(models.TextChoices):
    """What an e-mail says. Nothing about what there is to see: that stands behind the sign-in."""

    SOMETHING_NEW = "something-new", "There is something new to look at."
    REPORT_WAITING = "report-waiting", "A report is waiting for review."


class Notice(UUIDModel):
    """People with one role in one organisation are told, once for each ``key``, that there is something to look at."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notices")
    role = models.CharField(max_length=20, choices=Role.choices)
    kind = models.CharField(max_length=20, choices=NoticeKind.choices, default=NoticeKind.SOMETHING_NEW)
    key = models.CharField(max_length=100, unique=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="notice")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.organisation}"
