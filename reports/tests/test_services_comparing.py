from reports import gap
from reports.services.comparing import disclosure_rule
from reports.services.reference_tables import SMALL_BENCHMARK, protected_reference


def reference(**counts):
    return gap.Reference(
        name="caseload",
        label="Caseload",
        date="2026-03-31",
        age_base="All ages",
        areas=("The trust",),
        source="Own records",
        counts=counts,
        not_answered=3,
    )


def test_protected_reference_hides_small_groups_of_a_caseload():
    found = protected_reference(reference(a=137, b=2, c=8), rule=disclosure_rule())

    assert dict(found.counts) == {"a": 135, "b": 0, "c": 10}
    assert found.not_comparable == {"b"}
    assert (found.not_answered, found.warnings) == (0, (SMALL_BENCHMARK,))


def test_protected_reference_is_the_same_for_caseloads_that_differ_in_hidden_people():
    one, other = reference(a=137, b=2, c=8), reference(a=136, b=4, c=9)

    assert protected_reference(one, rule=disclosure_rule()) == protected_reference(other, rule=disclosure_rule())
