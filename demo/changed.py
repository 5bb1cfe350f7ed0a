"""What the Trust changed, in words: the answers of the domain brief, and more in the same voice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from demo.told import HOME, PANEL, TALKING, TEAM, WARD
from involvement.taxonomies import ChangeStatus, SpeakingRole

PACK, PROSPECTUS, LETTERS = "Redesign of the ward welcome pack", "Recovery College prospectus", "Letters reading panel"
PHONE, STEERING = "Home Treatment phone line review", "Early Intervention steering group"
DUE_SOON, OVERDUE = timedelta(days=24), timedelta(days=-9)


@dataclass(frozen=True, slots=True)
class Changed:
    """A change, the stories and the points of world.POINTS (by their number) that led to it, and how it ended."""

    title: str
    service: str
    told: tuple[int, ...] = ()
    points: tuple[int, ...] = ()
    days_ago: int = 60
    status: ChangeStatus = ChangeStatus.CONSIDERING
    text: str = ""
    you_said: str = ""
    we_did: str = ""
    due_in: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """What was raised again and again in one activity, and what came of it; ``ends`` for an activity that is over."""

    activity: str
    text: str
    title: str
    you_said: str
    we_did: str
    ends: bool = False
    roles: tuple[SpeakingRole, ...] = (SpeakingRole.SERVICE_USER, SpeakingRole.CARER)


CHANGES: tuple[Changed, ...] = (
    Changed("The ward garden is open until nine", WARD, (7,), (2,), 135, ChangeStatus.MADE, "Open until 9pm from 1 April, with a member of staff on the door.", "The garden closes too early.", "It is open until 9pm from 1 April, with a member of staff on the door."),
    Changed("Two named workers for each person", HOME, (2,), (0,), 80, ChangeStatus.PLANNED, "Each person gets two named workers. We will check in July.", "You met too many new faces.", "We will give each person two named workers. We will check in July.", DUE_SOON),
    Changed("We ask on day one who to call about going home", TEAM, (4,), (3,), 100, ChangeStatus.MADE, "We could not share details without your son’s yes. We now ask everyone, on day one, who to call about going home.", "You were not told that somebody was coming home.", "We could not share details without a yes. We now ask everyone, on day one, who to call about going home."),
    Changed("An evening for talking therapies", TALKING, (15,), (), 120, ChangeStatus.NOT_POSSIBLE, "The building closes at six, and nobody can work there alone. We can offer a phone call until eight on Tuesdays.", "Times in working hours cost you pay.", "We cannot open in the evening. The building closes at six, and nobody can work there alone. You can have a phone call until eight on Tuesdays."),
    Changed("The first letter is one page", TALKING, (5,), (1,), 25, ChangeStatus.PLANNED, "The reading panel is trying out a new one.", "The first letter was four pages.", "We will send one page. The letters reading panel is trying it out.", DUE_SOON),
    Changed("Both workers meet with somebody who moves to another team", TEAM, (25, 27), (), 70, ChangeStatus.CONSIDERING, "", due_in=OVERDUE),
    Changed("The craft room is open at the weekend", WARD, (23,), (), 75, ChangeStatus.CONSIDERING, "", due_in=DUE_SOON),
    Changed("Listening events go on, in a place that people choose", TEAM, (10,), (4, 5), 30, ChangeStatus.PLANNED, "The next two dates are set."),
)  # fmt: skip
RAISED: tuple[Raised, ...] = (
    Raised(PACK, "The first page tells me what I may not do.", "A welcome pack that begins with who is there for you", "The welcome pack reads like a list of rules.", "The new pack begins with who is there for you, and what happens on your first night. People who were on the ward wrote it with us.", ends=True),
    Raised(PANEL, "Let us ask our own question.", "People who use services ask their own questions at interviews", "You want to ask your own question.", "Two of the questions are yours, and your marks count as much as ours.", ends=True),
    Raised(PROSPECTUS, "I read it on the library computer in my half hour.", "A printed prospectus in every library", "The prospectus is only online.", "It is printed too. Every library in the county has it.", ends=True),
    Raised(PHONE, "I hang up when the music starts.", "A person answers, without music", "The music made you hang up.", "A person answers now. If all are busy, you can ask to be rung back."),
    Raised(LETTERS, "“Did not attend” sounds as if I did not care.", "“We missed you” instead of “did not attend”", "“Did not attend” sounds like blame.", "Our letters say “we missed you”, and ask what got in the way."),
    Raised(STEERING, "We get the papers the evening before.", "Papers a week before, in plain words", "Papers come too late to read.", "They come a week before, with one page in plain words."),
)  # fmt: skip
