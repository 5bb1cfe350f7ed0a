import json
from dataclasses import replace

import pytest

from reports import gap, more
from reports.gap.tests.examples import BOROUGHS, CENSUS, ETHNIC_5, EXAMPLE, dimension, reference, tally

KEY, AGE = gap.TableKey("ethnic_group_5", "direct", "came"), gap.TableKey("age_band", "direct", "came")
AGES = dimension("young", "old", name="age_band")
STRATA = {"age_band": {age: {code: n // 200 for code, n in BOROUGHS.items()} for age in ("young", "old")}}
CASELOAD = reference({code: n // 100 for code, n in BOROUGHS.items()}, is_caseload=True, strata=STRATA)


def completed(caseload=CASELOAD):
    tallies = {KEY: EXAMPLE, AGE: tally({"young": 100, "old": 133})}
    found = gap.disclose(dimensions=[ETHNIC_5, AGES], tallies=tallies, references={"ethnic_group_5": CENSUS})
    first = found[KEY]
    second = gap.compare_again(
        dimension=ETHNIC_5,
        comparison=first,
        reference=caseload,
        thresholds=gap.Thresholds(),
        rule=gap.DisclosureRule(),
        of_caseload=True,
    )
    ratios = gap.standardise(second, by=found[AGE], dimension="age_band", strata=STRATA["age_band"])
    return replace(first, second=replace(second, standardised=(ratios,)))


def test_what_is_stored_comes_back_as_it_was():
    comparison = completed()
    stored = json.loads(json.dumps(more.to_json(comparison)))

    assert comparison.second.rates.groups
    assert comparison.second.standardised[0].ratios
    assert more.from_json(stored, replace(comparison, second=None), CASELOAD) == comparison


def test_a_caseload_compared_with_first_is_stored_too():
    first = completed().second
    stored = json.loads(json.dumps(more.to_json(first)))

    assert more.from_json(stored, replace(first, rates=None, standardised=()), None) == first


def test_what_is_stored_holds_no_count_of_people_who_took_part():
    """Those stand in the rows, rounded, where the database checks them."""
    groups = more.to_json(completed())["second"]["groups"]

    assert set(groups[0]) == {"verdict", *more.OF_A_GROUP}
    assert not {"participants", "contributions", "hours"} & set(groups[0])


@pytest.mark.parametrize("stored", [{}, {"rates": None}])
def test_a_report_from_before_has_nothing_more(stored):
    plain = replace(completed(), second=None)

    assert more.from_json(stored, plain, None) == plain
