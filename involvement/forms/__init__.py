from involvement.forms.access_needs import AccessNeedsForm
from involvement.forms.equality import EqualityAnswerForm, EthnicDetailForm, OwnAnswerForm, StaffEqualityForm
from involvement.forms.own_record import ClaimForm
from involvement.forms.participants import (
    EditParticipantForm,
    EndParticipationForm,
    ListReasonForm,
    ParticipantFilterForm,
    ParticipantForm,
)

__all__ = [
    "AccessNeedsForm",
    "ClaimForm",
    "EditParticipantForm",
    "EndParticipationForm",
    "EqualityAnswerForm",
    "EthnicDetailForm",
    "ListReasonForm",
    "OwnAnswerForm",
    "ParticipantFilterForm",
    "ParticipantForm",
    "StaffEqualityForm",
]
