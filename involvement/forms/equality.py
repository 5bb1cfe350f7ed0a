from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from core.nhsuk import Choice
from core.validators import refuse_nhs_number
from involvement.equality import (
    BY_SLUG,
    DECLINED_VALUE,
    ETHNIC_GROUP_ONLY,
    TAKES_OWN_WORDS,
    AnswerSource,
    AnswerStatus,
    Question,
    ethnic_details,
    offered,
)

UNDER_18 = "under-18"
LEAVE_AS_IS = ""
NOT_OFFERED = "Select an answer from the list"


class StaffEqualityForm(forms.Form):
    """What a person told staff. It is written only: an answer that is there already is never filled in."""

    mark_optional = False
    given = forms.ChoiceField(
        label="How did they give you these answers?",
        choices=[(AnswerSource.TOLD_STAFF, "They told me"), (AnswerSource.PAPER_FORM, "They filled in a paper form")],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how they gave you these answers"),
    )

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.value] = forms.ChoiceField(
                label=question.label,
                required=False,
                choices=_staff_choices(question),
                error_messages={"invalid_choice": NOT_OFFERED},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.answers:
            raise forms.ValidationError("Select at least one answer that they gave you")
        return cleaned

    @property
    def answers(self) -> dict[Question, tuple[AnswerStatus, str]]:
        chosen = {question: self.cleaned_data.get(question.value) for question in self.questions}
        return {question: _answer(value) for question, value in chosen.items() if value}


class OwnAnswerForm(forms.Form):
    mark_optional = False
    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": "Select an answer, or skip this question", "invalid_choice": NOT_OFFERED},
    )
    own_words = forms.CharField(
        label="In your own words (optional)",
        required=False,
        max_length=100,
        validators=[refuse_nhs_number],
        help_text="Only if you want to. We do not use this in reports.",
    )

    def _offer(self, label: str, choices: list[tuple[str, str]], *, value: str) -> None:
        field = cast(forms.ChoiceField, self.fields["answer"])
        field.label, field.choices, field.initial = label, choices, value

    @property
    def given(self) -> dict[str, Any]:
        """What services.answer_equality_question() takes of it."""
        status, value = _answer(self.cleaned_data["answer"])
        return {"status": status, "value": value, "own_words": self.cleaned_data.get("own_words", "")}


class EqualityAnswerForm(OwnAnswerForm):
    """One question. For ethnic group it offers the five wide groups; EthnicDetailForm asks for more."""

    def __init__(self, *args: Any, question: Question, value: str = "", own_words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declined = (DECLINED_VALUE, Choice("Prefer not to say", divider="or"))
        self._offer(question.label, [*_own_choices(question), declined], value=value)
        if question in TAKES_OWN_WORDS and question != Question.ETHNIC_GROUP:
            self.fields["own_words"].initial = own_words
        else:
            del self.fields["own_words"]

    @property
    def is_under_18(self) -> bool:
        return bool(self.cleaned_data["answer"] == UNDER_18)


class EthnicDetailForm(OwnAnswerForm):
    def __init__(self, *args: Any, group: str, value: str, own_words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        details: list[tuple[str, str]] = [(option.slug, option.label) for option in ethnic_details(group)]
        no_more = (group, Choice("Prefer not to say more", divider="or"))
        self._offer("Which of these describes you best?", [*details, no_more], value=value)
        self.fields["own_words"].initial = own_words


def _answer(value: str) -> tuple[AnswerStatus, str]:
    return (AnswerStatus.DECLINED, "") if value == DECLINED_VALUE else (AnswerStatus.STATED, value)


def _own_choices(question: Question) -> list[tuple[str, str]]:
    options = ETHNIC_GROUP_ONLY if question == Question.ETHNIC_GROUP else offered(question)
    choices = [(option.slug, option.label) for option in options]
    return [(UNDER_18, "Under 18"), *choices] if question == Question.AGE_BAND else choices


def _staff_choices(question: Question) -> list[Any]:
    if question == Question.ETHNIC_GROUP:
        given: list[Any] = [(wide.label, _details(wide.slug)) for wide in ETHNIC_GROUP_ONLY]
    else:
        given = [(option.slug, option.label) for option in offered(question)]
    return [(LEAVE_AS_IS, "Not asked, or leave it as it is"), *given, (DECLINED_VALUE, "Prefer not to say")]


def _details(group: str) -> list[tuple[str, str]]:
    label = BY_SLUG[Question.ETHNIC_GROUP][group].label
    return [*((option.slug, option.label) for option in ethnic_details(group)), (group, f"{label}, no more detail")]
