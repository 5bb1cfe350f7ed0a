import pytest

from reports.gap import TableKey, compare, direct_and_proxy, disclose, voice_share
from reports.gap.tests.examples import dimension, tally

GROUPS = dimension("south asian women", "others")


def exact(**voices):
    return {
        voice: compare(
            dimension=GROUPS,
            tally=tally(dict(zip(("south asian women", "others"), people, strict=True))),
            reference=None,
        )
        for voice, people in voices.items()
    }


def test_voice_shares_are_of_contributions_with_a_known_role():
    """4 people who use services, 1 user-led group, 2 carers, 3 community leaders, 1 of staff, 1 not recorded."""
    found = voice_share(direct=4 + 1, lived=4 + 1 + 2, proxy=3 + 1, unknown=1)
    shares = [round(100 * share, 1) for share in (found.direct, found.lived, found.proxy)]
    assert (found.known, found.unknown, shares) == (11, 1, [45.5, 63.6, 36.4])


@pytest.mark.parametrize("hidden", ["lived", "proxy"])
def test_voice_shares_are_hidden_with_their_base(hidden):
    found = voice_share(**({"direct": 10, "lived": 20, "proxy": 5, "unknown": None} | {hidden: None}))
    assert (found.known, found.direct, found.lived, found.proxy) == (None, None, None, None)


def test_voice_shares_of_nothing():
    assert voice_share(direct=0, lived=0, proxy=0, unknown=3).known == 0


def test_a_group_that_was_only_spoken_for():
    first, second = direct_and_proxy(
        dimension=GROUPS, comparisons=exact(direct=(0, 9), lived=(0, 9), proxy=(3, 1), all=(3, 10))
    )
    assert (first.proxy_only, second.proxy_only) == (True, False)
    assert first.sentence == "No one with direct experience has been heard yet. 3 people spoke on their behalf."
    assert second.sentence is None


def test_one_person_in_two_roles_counts_in_both_and_once_in_all():
    first = direct_and_proxy(
        dimension=GROUPS, comparisons=exact(direct=(1, 0), lived=(1, 0), proxy=(1, 0), all=(1, 0))
    )[0]
    assert (first.direct, first.proxy, first.everyone, first.direct_share) == (1, 1, 1, 1.0)


def test_outside_a_group_that_was_only_spoken_for_has_no_count():
    counts = {"direct": (0, 40), "lived": (0, 45), "proxy": (9, 20), "all": (9, 62)}
    tallies = {
        TableKey("d", voice, "came"): tally(dict(zip(("south asian women", "others"), people, strict=True)))
        for voice, people in counts.items()
    }
    found = disclose(dimensions=[GROUPS], tallies=tallies, references={})
    first = direct_and_proxy(dimension=GROUPS, comparisons={key.voice: table for key, table in found.items()})[0]
    assert (first.direct, first.proxy, first.proxy_only, first.direct_share) == (None, 10, None, None)
    assert first.sentence == (
        "Fewer than 5 people with direct experience have been heard, if any. About 10 people spoke on their behalf."
    )
