"""What the Trust told the people behind its stories: answers of the domain brief, and more in the same voice."""

from __future__ import annotations

from dataclasses import dataclass

from involvement.taxonomies import ChangeStatus, Verdict

MADE, PLANNED, CONSIDERING = ChangeStatus.MADE, ChangeStatus.PLANNED, ChangeStatus.CONSIDERING
NONE_NEEDED, NOT_POSSIBLE = ChangeStatus.NONE_NEEDED, ChangeStatus.NOT_POSSIBLE
YES, PARTLY, NO = Verdict.ANSWERED, Verdict.PARTLY, Verdict.NOT_ANSWERED


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, so many days after the story was told. ``verdict`` is what its author said the day after."""

    number: int
    after: int
    outcome: ChangeStatus
    text: str
    reason: str = ""
    verdict: Verdict | None = None
    closes: bool = False


@dataclass(frozen=True, slots=True)
class News:
    number: int
    after: int
    text: str


# Nobody has read these yet: two are new, and one has waited too long. Number 43 waits for somebody trained.
UNREAD = (22, 24, 36, 43, 44)
ANSWERS: tuple[Answered, ...] = (
    Answered(7, 20, CONSIDERING, "Thank you, all six of you. You said the garden is locked by five and that fresh air calms you. I am sorry. I have asked who can stand at the door in the evening. You hear from me when I know."),
    Answered(7, 84, MADE, "You said the garden closes too early. We did: open until 9pm from 1 April, with a member of staff on the door.", verdict=YES, closes=True),
    Answered(2, 16, PLANNED, "You said you met too many new faces. We will give each person two named workers. We will check in July.", verdict=PARTLY),
    Answered(4, 18, CONSIDERING, "Thank you for writing. I am sorry that you found out at your own door. You asked to know that he was coming home, not for his secrets. We are working out how to ask everyone for a yes early on."),
    Answered(4, 71, MADE, "You said you were not told. We could not share details without your son's yes. We now ask everyone, on day one, who to call about going home.", verdict=YES, closes=True),
    Answered(1, 12, PLANNED, "Thank you for telling us about the night staff. They have read your words. I am sorry that nobody told you what your tablets were for. From next month, whoever gives you a tablet says what it is for.", verdict=YES),
    Answered(3, 9, NONE_NEEDED, "Thank you. The tutor has your words on her wall now. The course runs again in spring.", verdict=YES, closes=True),
    Answered(5, 10, PLANNED, "Thank you for what you said of the phone call. Four pages were too many. The letters reading panel is trying out one page, and you can see it before we use it."),
    Answered(6, 6, NONE_NEEDED, "Thank you. Your worker was glad to read this, and showed the others how she draws a plan.", closes=True),
    Answered(10, 12, PLANNED, "Thank you for coming, and for saying this. It will not be the last: the next two dates are set, and people choose the place."),
    Answered(12, 5, NONE_NEEDED, "Thank you. Your question was the one that told us most. It stays in.", verdict=YES, closes=True),
    Answered(13, 20, MADE, "You said that not knowing was worse than waiting. We now write to you every four weeks while you wait, and say how long it will be.", verdict=NO, closes=True),
    Answered(14, 8, NONE_NEEDED, "Thank you. We show this to everyone who starts here.", closes=True),
    Answered(15, 19, NOT_POSSIBLE, "Thank you for saying what it costs you. I am sorry that you lost pay. You can have a phone call until eight on Tuesdays. Ask for it when you book.", "The building closes at six, and nobody can work there alone.", NO, True),
    Answered(16, 7, NONE_NEEDED, "Thank you. A missed time can mean many things, so we ring.", closes=True),
    Answered(17, 20, NOT_POSSIBLE, "Thank you for pointing this out. You can write beside the questions, and we read it. We ask about the years before when we meet.", "The form is the same in the whole country, and we may not change it.", PARTLY, True),
    Answered(18, 11, MADE, "I am sorry the link did not work. The text that we send now says that a phone call is fine too, and which number to ring.", verdict=YES, closes=True),
    Answered(19, 6, NONE_NEEDED, "Thank you. We ask everyone now.", closes=True),
    Answered(20, 20, CONSIDERING, "I am sorry that the end came without a word. We talk about this in our team this month: a talk about the end, three sessions before it."),
    Answered(21, 4, NONE_NEEDED, "Thank you. Somebody like you asked for the radio to be off.", closes=True),
    Answered(23, 15, CONSIDERING, "You asked for the craft room at the weekend. I am finding out who can be there. I write to you when I know."),
    Answered(25, 18, CONSIDERING, "I am sorry that you heard it at the desk. We are working out how both workers can meet you before anything changes."),
    Answered(26, 9, NONE_NEEDED, "Thank you. She has read this.", closes=True),
    Answered(27, 15, CONSIDERING, "You asked for one meeting with both workers. We are working out how to make the time."),
    Answered(28, 7, NONE_NEEDED, "Thank you. He says it was a good plan because you held the pen.", verdict=YES, closes=True),
    Answered(29, 12, MADE, "You were right: nobody sat at that phone. It rings at the front desk now, and somebody answers from nine to five.", verdict=YES, closes=True),
    Answered(31, 8, MADE, "I am sorry. There is a sign on the side entrance now, and your record says that you came.", verdict=YES, closes=True),
    Answered(33, 6, NONE_NEEDED, "Thank you. It is your home.", closes=True),
    Answered(34, 14, PLANNED, "I am sorry that you lost a day. We will send a text when we are on our way. It begins when the new phones come."),
    Answered(37, 8, NONE_NEEDED, "Thank you. They liked the game too.", closes=True),
    Answered(38, 5, NONE_NEEDED, "Thank you for telling us. We ask every family that now.", closes=True),
    Answered(40, 6, NONE_NEEDED, "Thank you for teaching with us.", closes=True),
)  # fmt: skip
NEWS: tuple[News, ...] = (
    News(25, 100, "Both workers can meet you from next month, if you want it. We are still working out what happens in a hurry."),
    News(27, 100, "We tried it with three people who moved. It helped. We decide next month if everyone gets it."),
)  # fmt: skip
