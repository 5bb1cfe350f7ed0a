from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from involvement.taxonomies import LawfulBasis, PurposeKind, SpecialCondition


class Purpose(models.Model):
    """What an organisation decided about one purpose: on which lawful ground, and whether it does it (rule R38)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="purposes", db_index=False)
    kind = models.CharField(max_length=24, choices=PurposeKind.choices)
    lawful_basis = models.CharField(max_length=24, choices=LawfulBasis.choices, blank=True)
    condition = models.CharField(max_length=24, choices=SpecialCondition.choices, blank=True)
    is_on = models.BooleanField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    PRIVACY = {
        "organisation": "Which organisation decided.",
        "kind": "What the data is used for.",
        "lawful_basis": "The lawful basis.",
        "condition": "The condition for data that the law protects more.",
        "is_on": "Whether data is used for it.",
        "decided_by": "Which member of staff decided.",
        "decided_at": "When.",
    }

    HELD = Held("What data is used for", done_by=("decided_by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="purpose_once"),
            models.CheckConstraint(
                condition=models.Q(is_on=False) | (~models.Q(lawful_basis="") & ~models.Q(condition="")),
                name="purpose_has_a_basis_while_on",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
