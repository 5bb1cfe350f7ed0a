from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from core.exports import file_response
from reports import access, forms, queries, services
from reports.models import GapReport, PackLayout, ReportState
from reports.papers import open_data as open_data_file
from reports.papers import pages, pdf, xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _paper(request: ActorRequest, pk: UUID, *, states: tuple[ReportState, ...] = queries.READABLE) -> queries.Paper:
    found = get_object_or_404(access.reports(request.actor, today=timezone.localdate()), pk=pk)
    if found.shown_state not in states:
        raise Http404
    return queries.paper(request.actor, found, today=timezone.localdate())


def _published(request: ActorRequest, pk: UUID) -> queries.Paper:
    """Files are of published reports only: nothing goes out that nobody reviewed."""
    return _paper(request, pk, states=(ReportState.PUBLISHED,))


def _layout(request: ActorRequest) -> PackLayout:
    """What the address asks for; anything that is no layout counts as the standard one."""
    asked = request.GET.get("layout", "")
    return PackLayout(asked) if asked in PackLayout.values else PackLayout.STANDARD


def _file_name(report: GapReport, kind: str) -> str:
    return f"{kind}-{report.starts_on}-{report.ends_on}"


@requires(Permission.SEE_GAP)
def board_pack(request: ActorRequest, pk: UUID) -> HttpResponse:
    """What the file will hold, before it is downloaded; of a draft, what it would."""
    paper, layout = _paper(request, pk), _layout(request)
    own = queries.pack_words(request.actor, paper.report, layout=layout, today=timezone.localdate())
    shown = pages.pack_page(paper, layout=layout, own=own, may_write=request.actor.may(Permission.MANAGE_REPORTS))
    return render(request, "reports/board_pack.html", {"shown": shown, "report": paper.report})


@requires(Permission.SEE_GAP)
def board_pack_pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    paper, layout = _published(request, pk), _layout(request)
    own = queries.pack_words(request.actor, paper.report, layout=layout, today=timezone.localdate())
    content = pdf.board_pack(paper, layout=layout, own=own, logo=queries.logo(paper.report.organisation))
    services.note_export(actor=request.actor, report=paper.report, form="pdf")
    name = f"{_file_name(paper.report, 'board-pack')}-{layout}.pdf"
    return file_response(name, content, content_type="application/pdf")


@requires(Permission.MANAGE_REPORTS)
def write_pack_words(request: ActorRequest, pk: UUID) -> HttpResponse:
    paper, layout = _paper(request, pk), _layout(request)
    kept = queries.pack_words(request.actor, paper.report, layout=layout, today=timezone.localdate())
    form = forms.PackWordsForm(request.POST or None, layout=layout, kept=kept.words if kept else {})
    if request.method == "POST" and form.is_valid():
        try:
            services.write_pack_words(actor=request.actor, report=paper.report, layout=layout, words=form.cleaned_data)
        except services.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Words saved")
            return redirect(f"{reverse('reports:board_pack', args=[pk])}?layout={layout}")
    context = {"form": form, "report": paper.report, "layout": layout}
    return render(request, "reports/write_pack_words.html", context)


@requires(Permission.SEE_GAP)
def easy_read(request: ActorRequest, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    return render(request, "reports/easy_read.html", {"parts": pages.easy_parts(paper), "report": paper.report})


@requires(Permission.SEE_GAP)
def plain_summary(request: ActorRequest, pk: UUID) -> HttpResponse:
    paper = _paper(request, pk)
    return render(request, "reports/plain_summary.html", {"parts": pages.plain_parts(paper), "report": paper.report})


@requires(Permission.SEE_GAP)
def report_xlsx(request: ActorRequest, pk: UUID) -> HttpResponse:
    paper = _published(request, pk)
    content = xlsx.workbook(paper)
    services.note_export(actor=request.actor, report=paper.report, form="xlsx")
    return file_response(f"{_file_name(paper.report, 'participation-gap')}.xlsx", content, content_type=XLSX)


@requires(Permission.SEE_GAP)
def open_data(request: ActorRequest, pk: UUID) -> HttpResponse:
    paper = _published(request, pk)
    content = open_data_file.archive(paper)
    services.note_export(actor=request.actor, report=paper.report, form="open-data")
    name = f"{_file_name(paper.report, 'participation-gap')}-open-data.zip"
    return file_response(name, content, content_type="application/zip")
