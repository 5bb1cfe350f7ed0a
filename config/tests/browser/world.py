"""What the pages show in the browser: the rows of the access table, with enough in them to fill a page."""

import base64
from datetime import datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_draft, make_membership, make_totp
from config.tests.access_objects import World, make_world
from config.tests.browser.money import add_money
from config.tests.browser.stories import fill_stories
from core.models import Job, JobState
from involvement import services
from involvement.models import DataImport, ImportKind, ImportPhase
from involvement.taxonomies import (
    AccessNeedKind,
    AttendanceStatus,
    ChangeStatus,
    Channel,
    InterestState,
    SafeguardingPrinciple,
    SpeakingRole,
    Visibility,
)
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_attendance,
    make_change,
    make_concern,
    make_equality_answer,
    make_head_count,
    make_interest,
    make_loop_summary,
    make_notice,
    make_opportunity,
    make_participant,
    make_point,
    make_published,
    make_response,
    make_service,
    make_session,
    make_story,
)
from reports import periods
from reports.loops import LABELS
from reports.models import ReportState, TrendRestart
from reports.services import guard
from reports.tests.factories import TODAY, add_people, make_benchmark, make_report
from reports.tests.quarters import QUARTERS, store_quarter, store_quarters

LONG_NAME = "Fenmarket and Ashdell Neighbourhood Community Mental Health Partnership"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänin-and-friends"
LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
CASELOAD = {"1": 400, "2": 300, "3": 100, "4": 1_200, "5": 70}
GROUPS = {"white-british": 40, "asian-pakistani": 12, "black-caribbean": 6}


def make_browser_world() -> World:
    world = make_world()
    ours = world.ours
    ours.organisation.name = LONG_NAME
    ours.organisation.logo.save("logo.png", ContentFile(LOGO))
    ours.lead = make_membership(Role.INVOLVEMENT_LEAD, ours.organisation)
    _fill_register(world)
    fill_stories(ours)
    _add_changes(world)
    add_money(world)
    _add_stories(ours)
    _add_imports(ours)
    _add_reports(ours)
    ours.draft = make_draft(world.users["L"], fields="name=Kim&purpose=To+talk")
    make_totp(world.users["S"])
    return world


def _fill_register(world: World) -> None:
    ours, today = world.ours, timezone.localdate()
    activity = make_activity(ours.organisation, name=f"{LONG_WORD}: how letters are written", purpose="To be heard.")
    people = [make_participant(ours.organisation, known_as=name) for name in (LONG_WORD, "Blue Kettle", "Ravi", "Jo")]
    make_access_need(people[2])
    make_access_need(people[2], AccessNeedKind.TEXT_MESSAGE)
    for days in (0, 8):
        coming = make_session(activity, on=today + timedelta(days=days), place=LONG_NAME, facilitator=world.users["F"])
        for person in people:
            make_attendance(coming, person, signed_up_on=today)
    make_attendance(ours.session, people[0], status=AttendanceStatus.CAME)
    make_head_count(ours.session)
    make_point(ours.session, text=f"{LONG_WORD} is a word nobody can read in a letter")
    make_equality_answer(people[0])
    ours.leaving = make_participant(ours.organisation, known_as=LONG_WORD, leaving_on=today + timedelta(days=28))
    _add_opportunities(world, activity, people)
    ours.coming, ours.empty = coming, make_session(activity, on=today + timedelta(days=30))


def _add_changes(world: World) -> None:
    """One change that is late and has a history, one of a point, and pairs of both kinds for everybody."""
    ours, today = world.ours, timezone.localdate()
    ours.change_story = make_story(ours.organisation, better=f"{LONG_WORD} is locked by five.", service=ours.service)
    point = make_point(ours.session, text="The bus does not run after six", speaking_role=SpeakingRole.CARER)
    ours.late_change = make_change(
        ours.organisation,
        title=f"{LONG_WORD} stays open until nine",
        service=ours.service,
        owner=world.users["R"],
        due_on=today - timedelta(days=3),
        stories=[ours.change_story],
        points=[point],
    )
    for status, text in ((ChangeStatus.CONSIDERING, ""), (ChangeStatus.PLANNED, "We have asked for another key.")):
        ours.late_change.steps.create(status=status, text=text, taken_at=timezone.now(), taken_by=world.users["R"])
    make_change(ours.organisation, status=ChangeStatus.NOT_POSSIBLE, service=ours.service)
    for status in (ChangeStatus.MADE, ChangeStatus.NOT_POSSIBLE):
        make_loop_summary(
            ours.organisation, status=status, service=ours.service, activity=ours.activity, we_did=LONG_WORD
        )
    ours.silent = make_activity(ours.organisation, name="Ended", closed_on=today)


def _add_opportunities(world: World, activity, people) -> None:
    """A place, a wait, a question and something called off for who takes part; guests and a queue for staff."""
    ours, today = world.ours, timezone.localdate()
    person = ours.interest.participant
    make_access_need(person)
    make_access_need(person, AccessNeedKind.STEP_FREE)
    states = (InterestState.PLACE, InterestState.WAITING, InterestState.ASKED, InterestState.DECLINED)
    ours.places = {}
    for days, state in enumerate(states, start=20):
        session = make_session(activity, on=today + timedelta(days=days), place=LONG_NAME)
        make_opportunity(session, places=1, offers=["step-free", "breaks"], step_free=True, pay_amount=Decimal("37.5"))
        ours.places[state] = make_interest(session, person, state=state)
        if state == InterestState.WAITING:
            make_interest(session, name=LONG_WORD, asked_at=timezone.now() - timedelta(days=90))
            make_interest(session, people[0], state=state)
    make_notice(people[0], channel=Channel.LETTER, session=session)
    gone = make_session(activity, on=today + timedelta(days=40), cancelled_at=timezone.now())
    ours.places["cancelled"] = make_interest(gone, person)
    make_opportunity(gone)


def _add_stories(ours: SimpleNamespace) -> None:
    """A service with enough published stories to be named, and a story in which there is much to find."""
    service = make_service(ours.organisation, name=LONG_NAME)
    words = {"good": f"{LONG_WORD} Priya Shah was kind. " * 20, "better": "On 14 March Nurse Priya Shah shouted at me."}
    for _ in range(12):
        ours.long_story = make_published(ours.organisation, service=service, published_on=timezone.localdate(), **words)
    make_response(ours.long_story, text=f"We read {LONG_WORD}. " * 20)
    make_change(ours.organisation, stories=[ours.long_story], title=f"{LONG_WORD} stays open until nine")
    held = make_story(ours.organisation, held_at=timezone.now(), better=f"I want to end my life. {LONG_WORD}")
    safeguarder = actor_for(make_membership(Role.SAFEGUARDING_LEAD, ours.organisation))
    ours.long_concern, ours.closed_concern = (
        make_concern(ours.organisation, what=f"{LONG_WORD} " * 20, story_id=held.pk) for _ in range(2)
    )
    services.take_safeguarding_step(
        actor=safeguarder,
        concern=ours.long_concern,
        principle=SafeguardingPrinciple.EMPOWERMENT,
        text=f"Asked about {LONG_WORD}",
        passes_on=True,
        send_key=ours.long_concern.pk,
        now=timezone.now(),
    )
    services.close_concern(actor=safeguarder, concern=ours.closed_concern, outcome="Safe", now=timezone.now())
    ours.long_wanted = make_story(ours.organisation, service=service, visibility=Visibility.PUBLIC, **words)


def _add_imports(ours: SimpleNamespace) -> None:
    values = {"kind": ImportKind.ATTENDANCE, "file_name": f"{LONG_WORD}.csv", "asked_at": timezone.now(), "rows": 12}
    errors = [
        [3, "status", f"Enter came, apologies, did-not-come or not-marked, not “{LONG_WORD}”"],
        [9, "", "Too short"],
    ]

    def add(state, **fields):
        job = Job.objects.create(
            task="x",
            key=f"import-{state}-{len(fields)}",
            state=state,
            created_at=timezone.now(),
            error="Send it again.",
        )
        return DataImport.objects.create(organisation=ours.organisation, job=job, **values, **fields)

    ours.working_import = add(JobState.RUNNING)
    job = ours.working_import.job
    job.doing, job.done_steps, job.all_steps = ImportPhase.CHECKING, 425_000, 1_000_000
    job.save()
    ours.failed_import = add(JobState.FAILED)
    ours.refused_import = add(JobState.DONE, bad_lines=2, errors=errors)
    ours.checked_import = add(JobState.DONE, file="imports/some.csv")
    ours.saved_import = add(JobState.DONE, dry_run=False, created=12, file="")


def _add_caseload(ours: SimpleNamespace) -> None:
    """Compared with also; every group is equally old, and women are half."""
    fields = {"organisation": ours.organisation, "label": f"Caseload of {LONG_NAME}", "counted_on": TODAY}
    benchmark = make_benchmark({"T1": CASELOAD}, dimension="ethnic_group_5", **fields)
    for by, codes in (("age_band", "1234567"), ("sex", "12")):
        strata = {f"{group}|{code}": people // len(codes) for group, people in CASELOAD.items() for code in codes}
        make_benchmark({"T1": strata}, dimension=f"ethnic_group_5_by_{by}", benchmark=benchmark)


def _add_reports(ours: SimpleNamespace) -> None:
    quarters = periods.menu(today=TODAY)
    meeting = make_session(ours.activity, service=ours.service, on=quarters[1].starts_on)
    for group, number in GROUPS.items():
        add_people(meeting, number, ethnic_group=group)
    _add_caseload(ours)
    ours.full_report = make_report(ours.lead, service=ours.service, period=quarters[1], published=True)
    counts = dict.fromkeys(LABELS, 20) | dict.fromkeys(("made", "judged", "verdict_yes"))
    ours.full_report.loop = {"counts": counts, "withheld": ["judged", "verdict_yes"], "median_days": 12}
    ours.full_report.save(update_fields=["loop"])
    make_loop_summary(
        ours.organisation,
        service=ours.service,
        you_said=f"{LONG_WORD} is hard to read",
        published_at=timezone.make_aware(datetime.combine(quarters[1].starts_on, time(9))),
    )
    ours.waiting_report, ours.failed_report, ours.withdrawn_report = (
        make_report(ours.lead, period=period, built=False) for period in quarters[2:5]
    )
    ours.refused_report = make_report(ours.lead, period=quarters[5])
    ours.refused_report.refused_because = guard.FEW_CHANGED.format(name=f"{quarters[5].label}, {LONG_NAME}")
    ours.refused_report.save()
    ours.failed_report.job.state, ours.failed_report.job.error = JobState.FAILED, "It was tried five times."
    ours.failed_report.job.save()
    ours.withdrawn_report.state, ours.withdrawn_report.note = ReportState.WITHDRAWN, "A benchmark was wrong."
    ours.withdrawn_report.save()
    _add_trend(ours)


def _add_trend(ours: SimpleNamespace) -> None:
    """Everything that a trend can show: points that stand out, a hidden one, one missing, a fresh start."""
    service = make_service(ours.organisation, name=f"{LONG_NAME}: eight quarters")
    counts = [20, 25, 20, 25, None, 20, 25, 20]
    store_quarters(ours.organisation, counts, service=service)
    for back in range(4):
        starts_on = QUARTERS[0].starts_on.replace(year=2023 - back)
        before = periods.Period(periods.PeriodKind.QUARTER, starts_on, starts_on.replace(month=9, day=30))
        store_quarter(ours.organisation, before, 60 if back == 0 else 20, service=service)
    TrendRestart.objects.create(
        organisation=ours.organisation,
        service=service,
        starts_on=QUARTERS[-2].starts_on,
        reason=f"We began to invite people by letter, in the words of {LONG_WORD}",
        decided_by=ours.lead.user,
        decided_at=timezone.now(),
    )
    for number, people in enumerate((20, 45, 5, 25, None)):
        one = make_service(ours.organisation, name=f"{LONG_WORD} {number}")
        store_quarter(ours.organisation, QUARTERS[-3], people, 40 + 30 * number, service=one)
    plotted = QUARTERS[-3]
    ours.plot_address = f"?across={ours.organisation.pk}&period={plotted.slug}&group=ethnic_group_5.2"
    ours.trend_address = f"?about={ours.organisation.pk}.{service.pk}&group=ethnic_group_5.2"
