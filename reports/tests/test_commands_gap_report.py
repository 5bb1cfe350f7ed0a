import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation
from involvement.tests.factories import make_activity, make_service, make_session
from reports import gap
from reports.gap import Part
from reports.tests.factories import add_people, make_benchmark, make_own_group

pytestmark = pytest.mark.django_db
# Croydon, Lambeth, Lewisham and Southwark: the areas of the worked example in docs/method.md.
AREAS = "E09000008,E09000022,E09000023,E09000028"
PEOPLE = {
    "asian-indian": 14,
    "black-african": 38,
    "mixed-white-and-asian": 17,
    "white-british": 139,
    "other-arab": 6,
    "": 19,
}


@pytest.fixture
def session():
    organisation = make_organisation(slug="wexcombe")
    session = make_session(make_activity(organisation), service=make_service(organisation, name="Larch Ward"))
    for answer, number in PEOPLE.items():
        add_people(session, number, ethnic_group=answer)
    return session


def run(**options):
    values = {"organisation": "wexcombe", "starts_on": "2026-04-01", "ends_on": "2026-06-30", "format": "json"}
    values |= {"dimension": "ethnic_group_5", "benchmark": "census2021", "areas": AREAS}
    out = StringIO()
    call_command("gap_report", **(values | options), stdout=out)
    return out.getvalue()


def test_gap_report_prints_the_worked_example_exactly(session):
    document = json.loads(run(exact=True))

    black = next(group for group in document["groups"] if group["code"] == "2")
    assert (document["known"], document["unknown"]) == (214, {"declined": 0, "not_asked": 19})
    assert document["index_of_dissimilarity"] == pytest.approx(0.1376530, abs=1e-7)
    assert (black["participants"], black["people_to_close"], black["swaps_to_close"]) == (38, 20, 15)
    assert black["p_adjusted"] == pytest.approx(0.0457378, abs=1e-7)
    assert black["verdict"] == "markedly-under"


def test_gap_report_protects_unless_told_otherwise(session):
    document = json.loads(run())

    people = {group["code"]: group["participants"] for group in document["groups"]}
    assert (document["protected"], document["participants"], document["known"]) == (True, 235, 215)
    assert people == {"1": 15, "2": 40, "3": 15, "4": 140, "5": 5}


def test_gap_report_keeps_its_keys_in_order(session):
    document = json.loads(run())

    assert " ".join(document) == (
        "scope period dimension voice stage benchmark participants known unknown index_of_dissimilarity "
        "method_version protected warnings groups suppressed"
    )
    assert " ".join(document["groups"][0]) == (
        "code label participants share share_low share_high benchmark_share gap gap_low gap_high ratio ratio_low "
        "ratio_high p p_adjusted people_to_close swaps_to_close bound_low bound_high verdict"
    )


def test_gap_report_says_what_is_hidden(session):
    add_people(session, 1, ethnic_group="white-roma")
    document = json.loads(run(dimension="ethnic_group_19"))

    roma = next(group for group in document["groups"] if group["label"] == "White: Roma")
    assert (roma["participants"], roma["share"], roma["suppressed"]) == (None, None, True)


def test_gap_report_says_what_it_compared_with(session):
    benchmark = json.loads(run())["benchmark"]

    assert (benchmark["name"], benchmark["date"], benchmark["age_base"]) == (
        "census2021",
        "2021-03-21",
        "All residents",
    )
    assert benchmark["areas"] == AREAS.split(",")


def test_gap_report_compares_a_service_only_with_its_own_people(session):
    add_people(make_session(session.activity), 5, ethnic_group="black-african")

    assert json.loads(run(service="Larch Ward", exact=True))["known"] == 214


def test_gap_report_compares_also_with_a_second_benchmark(session):
    caseload = {"1": 400, "2": 600, "3": 200, "4": 2_600, "5": 200}
    make_benchmark(
        {"T1": caseload},
        dimension="ethnic_group_5",
        organisation=session.organisation,
        name="Caseload",
        label="Caseload",
    )
    document = json.loads(run(also="Caseload"))

    black = next(group for group in document["second"]["groups"] if group["code"] == "2")
    assert (document["second"]["benchmark"]["name"], black["verdict"]) == ("Caseload", "no-clear-difference")
    assert black["benchmark_share"] == 0.15
    assert black["rates"]["rate"] == 40 / 600
    assert black["both_benchmarks"].startswith("Compared with all residents, and with the people")
    assert json.loads(run(also="Caseload", exact=True))["second"]["groups"][1]["rates"]["rate"] == 38 / 600


def test_gap_report_has_no_second_benchmark_unless_asked(session):
    assert "second" not in json.loads(run())


def test_gap_report_says_what_the_unknown_could_change(session):
    """38 of 214 with 19 unknown: see the running example."""
    black = next(group for group in json.loads(run(exact=True))["groups"] if group["code"] == "2")

    assert black["certainty"] == "side"


def test_gap_report_as_csv_has_a_line_for_each_group(session):
    rows = list(csv.DictReader(StringIO(run(format="csv"))))

    assert [row["participants"] for row in rows] == ["15", "40", "15", "140", "5"]
    assert {row["method_version"] for row in rows} == {gap.METHOD_VERSION}


def test_gap_report_knows_dimensions_by_the_names_of_census_tables(session):
    assert json.loads(run(dimension="disability_2"))["dimension"] == "disability"


def test_gap_report_says_when_there_is_nothing_to_compare_with(session):
    document = json.loads(run(dimension="carer_status"))

    assert {group["verdict"] for group in document["groups"]} == {"not-compared"}
    assert "The benchmark has no figures on this question" in document["warnings"][-1]


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("organisation", "nowhere", "There is no organisation called 'nowhere'. There is: wexcombe."),
        ("service", "Elm Ward", "There is no service called 'Elm Ward'. There is: Larch Ward."),
        ("dimension", "income", "There is no dimension called 'income'"),
        ("voice", "loud", "There is no voice called 'loud'. There is: direct, lived, all, proxy."),
        ("stage", "thought", "There is no stage called 'thought'"),
        ("benchmark", "census1801", "There is: census2021-16plus, census2021."),
        ("areas", "E99999999", "Check the area code E99999999"),
        ("starts_on", "1 April", "Enter a day like 2026-04-01, not '1 April'."),
        ("starts_on", "2026-07-01", "2026-06-30 is before 2026-07-01"),
    ],
)
def test_gap_report_refuses_plainly(session, option, value, message):
    with pytest.raises(CommandError) as refused:
        run(**{option: value})

    assert message in str(refused.value)


def test_gap_report_takes_an_own_group_by_what_it_is_called(session):
    lead = make_membership(Role.INVOLVEMENT_LEAD, session.organisation)
    make_own_group(lead, Part("ethnic_group_5", frozenset({"1", "2"})), name="Asian or Black people")

    document = json.loads(run(dimension="own:asian or black people"))

    assert [(group["label"], group["participants"]) for group in document["groups"]] == [
        ("Asian or Black people", 50),
        ("Everyone else", 160),
    ]
    assert document["groups"][0]["benchmark_share"] == pytest.approx(0.3580, abs=0.0001)


def test_gap_report_names_the_own_groups_there_are(session):
    make_own_group(make_membership(Role.INVOLVEMENT_LEAD, session.organisation))

    with pytest.raises(CommandError, match="own:Black women"):
        run(dimension="own:Nobody")
