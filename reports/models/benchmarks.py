from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import UUIDModel


class BenchmarkKind(models.TextChoices):
    CENSUS = "CENSUS", "Census"
    CASELOAD = "CASELOAD", "The service's own caseload"
    OTHER = "OTHER", "Another table"


class Benchmark(UUIDModel):
    """The people that those who took part are compared with. Those without an organisation come with the product."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="benchmarks"
    )
    name = models.CharField(max_length=160, help_text="What commands and files call it")
    label = models.CharField(max_length=160, help_text="What it is called on screen")
    kind = models.CharField(max_length=10, choices=BenchmarkKind.choices)
    counted_on = models.DateField(null=True, blank=True, help_text="The day that the counts are of")
    age_base = models.CharField(max_length=100, blank=True, help_text="Whom it counts, such as adults in contact")
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    uploaded_at = models.DateTimeField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    PRIVACY = {
        "organisation": "Whose benchmark it is.",
        "name": "What it is called.",
        "label": "What it is called on screen.",
        "kind": "What it counts.",
        "counted_on": "When it was counted.",
        "age_base": "Whom it counts.",
        "source": "Where it comes from.",
        "licence": "On what terms it may be used.",
        "uploaded_at": "When it was sent in.",
        "uploaded_by": "Who sent it.",
    }
    HELD = Held("Populations to compare with", done_by=("uploaded_by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="benchmark_name_once"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(organisation=None), name="benchmark_shipped_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class BenchmarkCount(models.Model):
    """How many people of one area are in one category. The categories are those of the table that it came from."""

    benchmark = models.ForeignKey(Benchmark, on_delete=models.CASCADE, related_name="counts", db_index=False)
    area_code = models.CharField(max_length=20)
    area_name = models.CharField(max_length=120)
    area_type = models.CharField(max_length=20)
    dimension = models.CharField(max_length=60)
    category_code = models.CharField(max_length=20)
    category = models.CharField(max_length=160)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benchmark", "area_code", "dimension", "category_code"], name="benchmark_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_name}, {self.category}"
