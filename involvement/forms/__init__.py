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
from involvement.forms.changes import (
    ChangeForm,
    ChangeSearchForm,
    EditChangeForm,
    LinkableSearchForm,
    LinkToChangeForm,
    MoveChangeForm,
    RaisedByForm,
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
from involvement.forms.loop_figures import (
    LoopFiguresForm,
)
from involvement.forms.loop_summaries import (
    AnsweringServiceForm,
    LoopSummaryForm,
    LoopSummarySearchForm,
    ToldOfForm,
)
from involvement.forms.own_data import ErasureForm, ReceiptForm, StaffErasureForm
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
from involvement.forms.points import (
    PointAnswersForm,
    PointForm,
)
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
from involvement.forms.write_down import WriteDownForm

__all__ = [
    "AccessNeedsForm",
    "ActivityForm",
    "ActivitySearchForm",
    "AnsweringServiceForm",
    "ChangeForm",
    "ChangeSearchForm",
    "ClaimForm",
    "ConsentsForm",
    "CopySessionForm",
    "EditActivityForm",
    "EditChangeForm",
    "EditNewsAddressForm",
    "EditParticipantForm",
    "EditServiceForm",
    "EditSessionForm",
    "EndParticipationForm",
    "EqualityAnswerForm",
    "ErasureForm",
    "EthnicDetailForm",
    "ExpectPeopleForm",
    "HeadCountForm",
    "LinkToChangeForm",
    "LinkableSearchForm",
    "ListReasonForm",
    "LoopFiguresForm",
    "LoopSummaryForm",
    "LoopSummarySearchForm",
    "MoveChangeForm",
    "NewsAddressForm",
    "OrganisationSearchForm",
    "OwnAnswerForm",
    "ParticipantFilterForm",
    "ParticipantForm",
    "PeopleSearchForm",
    "PointAnswersForm",
    "PointForm",
    "PurposeForm",
    "RaisedByForm",
    "ReceiptForm",
    "RegisterForm",
    "ServiceForm",
    "ServiceSearchForm",
    "SessionForm",
    "SessionSearchForm",
    "StaffEqualityForm",
    "StaffErasureForm",
    "StartImportForm",
    "StoryCodeForm",
    "StorySharingForm",
    "StoryVisibilityForm",
    "StoryWordsForm",
    "TickedLinesForm",
    "ToldOfForm",
    "ToldStoriesSearchForm",
    "VerdictForm",
    "WriteDownForm",
]
