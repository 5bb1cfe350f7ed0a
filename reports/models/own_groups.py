from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.models import Organisation
from core.held import Held
from core.models import UUIDModel
from reports import gap
from reports.own_groups import in_words, own_dimension, read_parts


class OwnGroup(UUIDModel):
    """A group that an organisation defined from equality answers. What it means never changes: see retired_at.

    ``definition`` is the name of its dimension, which stands for its parts and nothing else.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="own_groups")
    name = models.CharField(max_length=60)
    parts = models.JSONField(help_text="[{dimension, codes}], one or two, in the order of the questions")
    definition = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    PRIVACY = {
        "organisation": "Whose group it is.",
        "name": "What it is called.",
        "parts": "Which answers make it: questions and groups, never people.",
        "definition": "A hash of the line above.",
        "made_at": "When it was defined.",
        "made_by": "Who defined it.",
        "retired_at": "When it was taken out of use.",
    }
    HELD = Held("Groups that an organisation defined", done_by=("made_by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "definition"],
                condition=models.Q(retired_at=None),
                name="own_group_definition_once",
            ),
            models.UniqueConstraint(
                "organisation", Lower("name"), condition=models.Q(retired_at=None), name="own_group_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def dimension(self) -> gap.Dimension:
        return own_dimension(self.name, read_parts(self.parts))

    @property
    def meaning(self) -> str:
        return in_words(self.dimension)
