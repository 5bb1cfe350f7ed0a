import re

from reports.loop_words import TOO_FEW, sentences
from reports.loops import LABELS, Loop

EXAMPLE = {
    "received": 20, "praise_only": 10, "concerns": 10, "acknowledged_in_time": 20, "responded": 10,
    "responded_in_time": 10, "not_yet_due": None, "overdue": 10, "concerns_answered": 10, "changed": 5, "planned": None,
    "made": None, "not_possible": None, "judged": 10, "verdict_yes": 5, "verdict_partly": None, "verdict_no": None,
}  # fmt: skip


def loop(withheld=(), median_days=None, **counts):
    told = {name: None if name in withheld else count for name, count in (EXAMPLE | counts).items()}
    return Loop(told, frozenset(withheld), median_days, 5)


def test_sentences_tell_what_happened_to_stories():
    assert sentences(loop(median_days=12)) == [
        "People sent about 20 stories. Of these, about 10 asked for something to be different.",
        "About 10 were answered, about 10 of them in time. Half of the answers took 12 working days or less.",
        "About 10 are late, and fewer than 5 can still be in time.",
        "Of about 10 answered stories that asked for something to be different, about 5 led to a change that was made "
        "or is planned, which is 50%.",
        "Fewer than 5 were answered with “we could not, because”.",
        "About 10 authors told us whether the answer answered them: about 5 said yes, which is 50%.",
    ]


def test_sentences_give_no_share_of_a_star():
    """Rule R15."""
    said = " ".join(sentences(loop(changed=None, verdict_yes=None)))

    assert re.findall(r"\d+%", said) == []


def test_sentences_leave_out_what_is_withheld():
    names = [name for name in LABELS if name != "received"]

    assert sentences(loop(withheld=names)) == ["People sent about 20 stories."]
    assert sentences(loop(withheld=LABELS)) == [TOO_FEW]


def test_lines_say_what_is_hidden_and_what_a_share_is_of():
    lines = {line.name: line for line in loop(withheld=("judged", "verdict_yes"), responded=15).lines}

    shown = {name: (lines[name].written, lines[name].share_written) for name in ("responded", "made", "verdict_yes")}
    assert shown == {"responded": ("15", "75% of all stories"), "made": ("*", ""), "verdict_yes": ("hidden", "")}
