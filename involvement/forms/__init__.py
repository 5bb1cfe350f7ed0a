from involvement.forms.access_needs import AccessNeedsForm
from involvement.forms.activities import (
    ActivityForm,
    ActivitySearchForm,
    EditActivityForm,
    EditServiceForm,
    ServiceForm,
    ServiceSearchForm,
)
from involvement.forms.attendance import (
    ExpectPeopleForm,
    PeopleSearchForm,
    RegisterForm,
    TickedLinesForm,
)
from involvement.forms.consents import ConsentsForm
from involvement.forms.equality import (
    EqualityAnswerForm,
    EthnicDetailForm,
    OwnAnswerForm,
    StaffEqualityForm,
)
from involvement.forms.head_counts import HeadCountForm
from involvement.forms.imports import StartImportForm
from involvement.forms.own_record import ClaimForm
from involvement.forms.own_stories import (
    EditNewsAddressForm,
    StoryCodeForm,
    StoryVisibilityForm,
    ToldStoriesSearchForm,
    VerdictForm,
)
from involvement.forms.participants import (
    EditParticipantForm,
    EndParticipationForm,
    ListReasonForm,
    ParticipantFilterForm,
    ParticipantForm,
)
from involvement.forms.points import PointForm
from involvement.forms.purposes import PurposeForm
from involvement.forms.sessions import (
    CopySessionForm,
    EditSessionForm,
    SessionForm,
    SessionSearchForm,
)
from involvement.forms.stories import (
    NewsAddressForm,
    OrganisationSearchForm,
    StorySharingForm,
    StoryWordsForm,
)

__all__ = [
    "AccessNeedsForm",
    "ActivityForm",
    "ActivitySearchForm",
    "ClaimForm",
    "ConsentsForm",
    "CopySessionForm",
    "EditActivityForm",
    "EditNewsAddressForm",
    "EditParticipantForm",
    "EditServiceForm",
    "EditSessionForm",
    "EndParticipationForm",
    "EqualityAnswerForm",
    "EthnicDetailForm",
    "ExpectPeopleForm",
    "HeadCountForm",
    "ListReasonForm",
    "NewsAddressForm",
    "OrganisationSearchForm",
    "OwnAnswerForm",
    "ParticipantFilterForm",
    "ParticipantForm",
    "PeopleSearchForm",
    "PointForm",
    "PurposeForm",
    "RegisterForm",
    "ServiceForm",
    "ServiceSearchForm",
    "SessionForm",
    "SessionSearchForm",
    "StaffEqualityForm",
    "StartImportForm",
    "StoryCodeForm",
    "StorySharingForm",
    "StoryVisibilityForm",
    "StoryWordsForm",
    "TickedLinesForm",
    "ToldStoriesSearchForm",
    "VerdictForm",
]
