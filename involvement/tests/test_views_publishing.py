import pytest
from django.urls import reverse
from django.utils import timezone

from involvement.models import Publication
from involvement.taxonomies import Visibility
from involvement.tests.factories import DAY, make_published, make_service, make_story

pytestmark = pytest.mark.django_db
SHOUTED = "On 14 March Nurse Priya Shah shouted at me"


def url(name, story=None):
    return reverse(f"involvement:{name}", args=[story.pk] if story else [])


@pytest.fixture
def story(organisation):
    return make_story(organisation, visibility=Visibility.PUBLIC, good="Priya Shah was kind", better=SHOUTED)


def test_stories_to_publish_lists_the_oldest_first(lead, organisation):
    later, earlier = (
        make_story(organisation, visibility=Visibility.SHARED, on=day) for day in (DAY, DAY.replace(day=1))
    )
    make_published(organisation)
    make_story(organisation)
    make_story(visibility=Visibility.PUBLIC)

    assert list(lead.get(url("stories_to_publish")).context["page"]) == [earlier, later]


@pytest.mark.parametrize(("show", "number"), [("published", 1), ("not-published", 1), ("waiting", 0), ("x", 0)])
def test_stories_to_publish_keeps_what_was_decided(lead, organisation, show, number):
    make_published(organisation)
    Publication.objects.filter(pk=make_published(organisation).publication.pk).update(taken_down_at=timezone.now())

    page = lead.get(url("stories_to_publish") + f"?show={show}").context["page"]

    assert page.paginator.count == number


@pytest.mark.parametrize("number", [1, 3])
def test_stories_to_publish_asks_the_database_the_same_for_any_number(
    lead, organisation, django_assert_max_num_queries, number
):
    for _ in range(number):
        make_published(organisation, service=make_service(organisation))

    with django_assert_max_num_queries(9) as asked:
        lead.get(url("stories_to_publish") + "?show=published")
    assert len([query for query in asked if "involvement_" in query["sql"]]) == 2


def test_publish_story_suggests_words_and_reasons(lead, story):
    form = lead.get(url("publish_story", story)).context["form"]

    assert [(box.name, box.value()) for box in form.boxes] == [
        ("good", "Priya was kind"),
        ("better", "A nurse shouted at me"),
    ]
    assert form["reasons"].value() == ["name", "date"]


def test_publish_story_marks_what_was_found(lead, story):
    page = lead.get(url("publish_story", story)).content.decode()

    assert "<mark>Nurse Priya Shah</mark>" in page
    assert "“Nurse Priya Shah” became “A nurse”" in page or "“Nurse Priya Shah” became “a nurse”" in page


def test_publish_story_publishes_what_the_moderator_decides(lead, story):
    words = {"good": "Priya was kind", "better": "A nurse shouted", "reasons": ["name", "date"]}

    response = lead.post(url("publish_story", story), words)

    assert response["Location"] == url("stories_to_publish")
    assert list(Publication.objects.values_list("good", "better", "change_wanted", "reasons")) == [
        ("Priya was kind", "A nurse shouted", "", ["name", "date"])
    ]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"better": "Somebody shouted"}, {"reasons": ["Choose why words were changed. The author is told."]}),
        ({"was": ""}, {"__all__": ["Leave some words in, or choose “Do not publish”."]}),
        (
            {"better": "999 123 4567"},
            {"better": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
    ],
)
def test_publish_story_says_what_is_wrong_and_keeps_what_was_written(lead, story, fields, errors):
    form = lead.post(url("publish_story", story), fields).context["form"]

    assert form.errors == errors
    assert form["better"].value() == fields.get("better")
    assert Publication.objects.count() == 0


def test_second_moderator_loses_nothing(lead, organisation):
    story = make_story(organisation, visibility=Visibility.PUBLIC, better=SHOUTED)
    fields = {"better": "A nurse shouted", "reasons": ["name"], "was": ""}
    words = dict.fromkeys(("good", "better", "change_wanted"), "")
    Publication.objects.create(story=story, decided_at=timezone.now(), reasons=["legal"], **words)

    form = lead.post(url("publish_story", story), fields).context["form"]
    lead.post(url("publish_story", story), {**fields, "was": form["was"].value()})

    assert form.non_field_errors() == ["Check this. Somebody decided meanwhile. Save again to keep yours."]
    assert form["better"].value() == "A nurse shouted"
    assert Publication.objects.get().better == "A nurse shouted"


def test_refuse_story_needs_a_reason(lead, story):
    form = lead.post(url("refuse_story", story), {"was": ""}).context["form"]
    lead.post(url("refuse_story", story), {"reasons": ["legal", "under-review"]})

    assert form.errors == {"reasons": ["Choose why. The author is told"]}
    assert Publication.objects.get().reasons == ["legal", "under-review"]


def test_take_down_story_is_for_published_ones(lead, organisation, story):
    up = make_published(organisation)

    assert lead.get(url("take_down_story", story)).status_code == 404
    lead.post(url("take_down_story", up), {"reasons": ["identifies-author"]})

    assert not Publication.objects.get(story=up).is_published


@pytest.mark.parametrize("name", ["publish_story", "refuse_story", "take_down_story"])
def test_another_organisations_story_is_not_there(lead, name):
    assert lead.get(url(name, make_published())).status_code == 404
