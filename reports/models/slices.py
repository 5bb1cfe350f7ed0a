from __future__ import annotations

from django.db import models

from accounts.models import Organisation
from involvement.models import Service


class Slice(models.Model):
    """Exact counts of one organisation (service None) or one of its services over one fixed period.

    ``cells`` is JSON: the rows of reports.counting.statement(). They are true as long as no ChangedSlice lies within;
    they are only ever replaced as a whole, never counted up or down.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    cells = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "starts_on", "ends_on", "service"], name="slice_of_a_service_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "starts_on", "ends_on"],
                condition=models.Q(service=None),
                name="slice_of_an_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.starts_on} to {self.ends_on}"


class SliceRepair(models.Model):
    """A slice that was found to be wrong when everything was counted again, and put right. Should never happen."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    rows = models.PositiveIntegerField(help_text="How many of its rows were wrong; not by how much")
    found_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.service_id} {self.starts_on} to {self.ends_on}: {self.rows}"
