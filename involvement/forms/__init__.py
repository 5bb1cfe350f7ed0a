from involvement.forms.access_needs import AccessNeedsForm
from involvement.forms.activities import (
    ActivityForm,
    ActivitySearchForm,
    EditActivityForm,
    EditServiceForm,
    ServiceForm,
    ServiceSearchForm,
)
from involvement.forms.answers import (
    AcknowledgeForm,
    AnswerForm,
    PastAnswersForm,
    StorySearchForm,
    WordsForm,
)
from involvement.forms.attendance import (
    ExpectPeopleForm,
    NameSearchForm,
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
from involvement.forms.opportunities import (
    GuestPlaceForm,
    OpportunityFilterForm,
    PlaceCodeForm,
    PublishOpportunityForm,
    SendKeyForm,
    WantedTopicsForm,
    YesNoForm,
)
from involvement.forms.own_data import ErasureForm, ReceiptForm, StaffErasureForm
from involvement.forms.own_money import (
    AnswerOfferForm,
    EffectsForm,
    ExpenseClaimForm,
)
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
from involvement.forms.pay import (
    CLAIMS_SHOWN,
    OFFERS_SHOWN,
    AnswerClaimForm,
    OfferActivityPayForm,
    OfferPayForm,
    PayFilterForm,
    RateForm,
    TickedForm,
)
from involvement.forms.points import (
    PointAnswersForm,
    PointForm,
)
from involvement.forms.publishing import DecisionForm, PublishForm, TakeDownForm
from involvement.forms.purposes import PurposeForm
from involvement.forms.safeguarding import CloseConcernForm, ConcernForm, SafeguardingStepForm, TellSomeoneForm
from involvement.forms.sessions import (
    CopySessionForm,
    EditSessionForm,
    SessionForm,
    SessionSearchForm,
)
from involvement.forms.shown_stories import ShownStoryFilterForm
from involvement.forms.stories import (
    NewsAddressForm,
    OrganisationSearchForm,
    StorySharingForm,
    StoryWordsForm,
)
from involvement.forms.write_down import WriteDownForm

__all__ = [
    "CLAIMS_SHOWN",
    "OFFERS_SHOWN",
    "AccessNeedsForm",
    "AcknowledgeForm",
    "ActivityForm",
    "ActivitySearchForm",
    "AnswerClaimForm",
    "AnswerForm",
    "AnswerOfferForm",
    "AnsweringServiceForm",
    "ChangeForm",
    "ChangeSearchForm",
    "ClaimForm",
    "CloseConcernForm",
    "ConcernForm",
    "ConsentsForm",
    "CopySessionForm",
    "DecisionForm",
    "EditActivityForm",
    "EditChangeForm",
    "EditNewsAddressForm",
    "EditParticipantForm",
    "EditServiceForm",
    "EditSessionForm",
    "EffectsForm",
    "EndParticipationForm",
    "EqualityAnswerForm",
    "ErasureForm",
    "EthnicDetailForm",
    "ExpectPeopleForm",
    "ExpenseClaimForm",
    "GuestPlaceForm",
    "HeadCountForm",
    "LinkToChangeForm",
    "LinkableSearchForm",
    "ListReasonForm",
    "LoopFiguresForm",
    "LoopSummaryForm",
    "LoopSummarySearchForm",
    "MoveChangeForm",
    "NameSearchForm",
    "NewsAddressForm",
    "OfferActivityPayForm",
    "OfferPayForm",
    "OpportunityFilterForm",
    "OrganisationSearchForm",
    "OwnAnswerForm",
    "ParticipantFilterForm",
    "ParticipantForm",
    "PastAnswersForm",
    "PayFilterForm",
    "PeopleSearchForm",
    "PlaceCodeForm",
    "PointAnswersForm",
    "PointForm",
    "PublishForm",
    "PublishOpportunityForm",
    "PurposeForm",
    "RaisedByForm",
    "RateForm",
    "ReceiptForm",
    "RegisterForm",
    "SafeguardingStepForm",
    "SendKeyForm",
    "ServiceForm",
    "ServiceSearchForm",
    "SessionForm",
    "SessionSearchForm",
    "ShownStoryFilterForm",
    "StaffEqualityForm",
    "StaffErasureForm",
    "StartImportForm",
    "StoryCodeForm",
    "StorySearchForm",
    "StorySharingForm",
    "StoryVisibilityForm",
    "StoryWordsForm",
    "TakeDownForm",
    "TellSomeoneForm",
    "TickedForm",
    "TickedLinesForm",
    "ToldOfForm",
    "ToldStoriesSearchForm",
    "VerdictForm",
    "WantedTopicsForm",
    "WordsForm",
    "WriteDownForm",
    "YesNoForm",
]
