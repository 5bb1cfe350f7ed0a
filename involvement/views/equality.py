from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services
from involvement.equality import AnswerSource, AnswerStatus, Question

# In the address: go on to the next question, instead of back to the list.
ALL = "all"


@requires(Permission.ENTER_EQUALITY_ANSWERS)
def enter_equality_answers(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor), pk=pk)
    asked = queries.asked_questions(request.actor, person)
    form = forms.StaffEqualityForm(
        request.POST or None, questions=[each.question for each in asked if not each.is_settled]
    )
    if form.is_valid():
        try:
            services.enter_equality_answers(
                actor=request.actor,
                participant=person,
                answers=form.answers,
                given=AnswerSource(form.cleaned_data["given"]),
                now=timezone.now(),
            )
        except services.AnsweredByPerson as settled:
            form.add_error(None, str(settled))
        else:
            messages.success(request, "Equality answers saved")
            return redirect("involvement:participant", pk=pk)
    context = {"form": form, "participant": person, "settled": sum(each.is_settled for each in asked)}
    return render(request, "involvement/enter_equality_answers.html", context)


@requires(Permission.SEE_OWN_RECORD)
def my_equality_answers(request: ActorRequest) -> HttpResponse:
    get_object_or_404(access.own_records(request.actor))
    answers = queries.own_answers(request.actor)
    context = {"answers": answers, "first": queries.next_open_question(answers)}
    return render(request, "involvement/my_equality_answers.html", context)


@requires(Permission.SEE_OWN_RECORD)
def my_equality_answer(request: ActorRequest, question: str) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    page = _own_question(request, question)
    form = forms.EqualityAnswerForm(
        request.POST or None, question=page.question, value=page.answer.choice, own_words=page.answer.own_words
    )
    if form.is_valid():
        if form.is_under_18:
            return redirect("involvement:under_18")
        services.answer_equality_question(
            actor=request.actor, participant=person, question=page.question, now=timezone.now(), **form.given
        )
        messages.success(request, "Answer saved")
        return redirect(_following(request, page))
    return render(request, "involvement/my_equality_answer.html", _question_context(request, page, form))


@requires(Permission.SEE_OWN_RECORD)
def my_ethnic_group(request: ActorRequest) -> HttpResponse:
    """The first of two steps. What is chosen is kept at once, so it never travels in an address."""
    person = get_object_or_404(access.own_records(request.actor))
    page = _own_question(request, Question.ETHNIC_GROUP)
    form = forms.EqualityAnswerForm(request.POST or None, question=page.question, value=page.answer.wide_choice)
    if form.is_valid():
        if form.given["status"] == AnswerStatus.STATED:
            services.choose_ethnic_group(
                actor=request.actor, participant=person, group=form.given["value"], now=timezone.now()
            )
            return redirect(_going_on(request, reverse("involvement:my_ethnic_detail")))
        services.answer_equality_question(
            actor=request.actor, participant=person, question=page.question, now=timezone.now(), **form.given
        )
        messages.success(request, "Answer saved")
        return redirect(_following(request, page))
    return render(request, "involvement/my_equality_answer.html", _question_context(request, page, form))


@requires(Permission.SEE_OWN_RECORD)
def my_ethnic_detail(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    page = _own_question(request, Question.ETHNIC_GROUP)
    if page.answer.status != AnswerStatus.STATED:
        return redirect(_going_on(request, reverse("involvement:my_ethnic_group")))
    form = forms.EthnicDetailForm(
        request.POST or None,
        group=page.answer.wide_choice,
        value=page.answer.value,
        own_words=page.answer.own_words,
    )
    if form.is_valid():
        services.answer_equality_question(
            actor=request.actor, participant=person, question=page.question, now=timezone.now(), **form.given
        )
        messages.success(request, "Answer saved")
        return redirect(_following(request, page))
    return render(request, "involvement/my_ethnic_detail.html", _question_context(request, page, form))


@requires(Permission.SEE_OWN_RECORD)
@require_POST
def delete_my_answer(request: ActorRequest, question: str) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    if question not in Question.values:
        raise Http404
    services.delete_equality_answer(actor=request.actor, participant=person, question=Question(question))
    messages.success(request, "Answer deleted")
    return redirect("involvement:my_equality_answers")


@requires(Permission.SEE_OWN_RECORD)
def stop_equality_answers(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor))
    if request.method == "POST":
        services.stop_equality_answers(actor=request.actor, participant=person, now=timezone.now())
        messages.success(request, "We deleted your answers and will not ask again")
        return redirect("involvement:my_equality_answers")
    return render(request, "involvement/stop_equality_answers.html")


@requires(Permission.SEE_OWN_RECORD)
def under_18(request: ActorRequest) -> HttpResponse:
    return render(request, "involvement/under_18.html")


def _own_question(request: ActorRequest, question: str) -> queries.OwnQuestion:
    page = queries.own_question(request.actor, Question(question)) if question in Question.values else None
    if page is None:
        raise Http404
    return page


def _going_on(request: ActorRequest, url: str) -> str:
    return f"{url}?{ALL}=1" if ALL in request.GET else url


def _following(request: ActorRequest, page: queries.OwnQuestion) -> str:
    """The next open question for someone who goes through all of them, otherwise the list."""
    if ALL not in request.GET or page.following is None:
        return reverse("involvement:my_equality_answers")
    return _going_on(request, reverse("involvement:my_equality_answer", args=[page.following.value]))


def _question_context(request: ActorRequest, page: queries.OwnQuestion, form: forms.OwnAnswerForm) -> dict[str, object]:
    return {"form": form, "page": page, "following": _following(request, page), "going_on": ALL in request.GET}
