"""The fixed lists of safeguarding (rule R24)."""

from __future__ import annotations

from django.db import models


class ConcernStatus(models.TextChoices):
    """How far a concern is: all that whoever raised it is shown."""

    OPEN = "open", "Received"
    PASSED_ON = "passed-on", "Passed on"
    CLOSED = "closed", "Closed"


class SafeguardingPrinciple(models.TextChoices):
    """The six principles of the Care Act; a step says which of them it serves most."""

    EMPOWERMENT = "empowerment", "Empowerment: the person was asked what they want"
    PREVENTION = "prevention", "Prevention: something was done before harm is done"
    PROPORTIONALITY = "proportionality", "Proportionality: the least that the risk asks for"
    PROTECTION = "protection", "Protection: help for those who need it most"
    PARTNERSHIP = "partnership", "Partnership: others who can help were brought in"
    ACCOUNTABILITY = "accountability", "Accountability: it is clear who does what"
