import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent
from involvement.models import PersonalNoticeKind
from involvement.taxonomies import Channel, InterestState
from involvement.tests.factories import make_interest, make_notice, make_participant, make_session

pytestmark = pytest.mark.django_db
LIST = reverse("involvement:calls_and_letters")


def lines(client, query=""):
    return [(row.who, row.phone, row.say) for row in client.get(LIST + query).context["page"]]


def post(client, notice):
    return client.post(reverse("involvement:mark_told", args=[notice.pk]), follow=True)


@pytest.fixture
def person(organisation):
    return make_participant(organisation, known_as="Amina", phone="01632 960 001")


def test_calls_and_letters_lists_calls_and_letters_still_to_make(lead, organisation, person):
    make_notice(person)
    make_notice(make_participant(organisation, reference="R-2"), channel=Channel.LETTER)
    make_notice(person, channel=Channel.EMAIL)
    make_notice(person, done_at=timezone.now())
    make_notice(make_participant())

    assert sorted(lines(lead)) == [
        ("Amina", "01632 960 001", "You ask if they want to come."),
        ("R-2", "", "You ask if they want to come."),
    ]


@pytest.mark.parametrize(
    ("state", "cancelled", "say"),
    [
        (InterestState.PLACE, False, "They have a place."),
        (InterestState.WAITING, False, "They are on the waiting list."),
        (InterestState.PLACE, True, "The session is called off."),
        (InterestState.CANCELLED, False, "There is news about their place."),
    ],
)
def test_calls_and_letters_says_how_a_guests_place_stands(lead, activity, state, cancelled, say):
    session = make_session(activity, cancelled_at=timezone.now() if cancelled else None)
    guest = make_interest(session, name="Jo", contact="01632 960 002", state=state)
    make_notice(interest=guest, session=session, kind=PersonalNoticeKind.PLACE)

    assert lines(lead) == [("Jo", "01632 960 002", say)]


def test_calls_and_letters_finds_by_name(lead, organisation, activity, person):
    make_notice(person)
    make_notice(interest=make_interest(make_session(activity), name="Jo"))

    assert [who for who, *_ in lines(lead, "?q=ami")] == ["Amina"]
    assert [who for who, *_ in lines(lead, "?q=JO")] == ["Jo"]


def test_mark_told_twice_keeps_who_did_it_first(lead, person):
    notice = make_notice(person)

    post(lead, notice)
    notice.refresh_from_db()
    first = notice.done_at
    post(lead, notice)
    notice.refresh_from_db()

    assert (notice.done_at, lines(lead)) == (first, [])
    assert AuditEvent.objects.filter(verb="PERSON_TOLD", subject_id=person.pk).count() == 1


def test_print_letter_holds_no_address_and_nothing_of_what_it_is_about(lead, activity, person):
    notice = make_notice(person, channel=Channel.LETTER, session=make_session(activity))

    words = lead.get(reverse("involvement:print_letter", args=[notice.pk])).content.decode()

    assert "Dear Amina," in words
    assert "Reading panel" not in words


@pytest.mark.parametrize("count", [1, 3])
def test_calls_and_letters_needs_the_same_queries_for_any_number(
    lead, organisation, activity, count, django_assert_num_queries
):
    for _ in range(count):
        make_notice(make_participant(organisation), session=make_session(activity))
    lead.get(LIST)

    with django_assert_num_queries(8):
        lead.get(LIST)
