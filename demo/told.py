"""What people told the Trust: the stories of the domain brief by number, and shorter ones in the same voice."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from involvement.taxonomies import SpeakingRole, Visibility

NAMESPACE = uuid.UUID("5d1f3b0e-7a64-4c9b-9a53-6f2f6f3a5b10")
WARD, HOME, TALKING = "Larch Ward", "Home Treatment Team", "Talking Therapies Fenmarket"
TEAM, EARLY, COLLEGE = "Ashdell Community Team", "Early Intervention Service", "Recovery College"
PCREF, PANEL = "PCREF listening events", "Interview panel for a ward manager"
USES, USED, HELPED = SpeakingRole.SERVICE_USER, SpeakingRole.FORMER_SERVICE_USER, SpeakingRole.SUPPORTED_SERVICE_USER
CARER, BEREAVED, GROUP = SpeakingRole.CARER, SpeakingRole.BEREAVED_CARER, SpeakingRole.USER_LED_GROUP


@dataclass(frozen=True, slots=True)
class Told:
    """``by`` names who is signed in; ``activity`` the kind of session it is about, instead of a service."""

    number: int
    days_ago: int
    role: SpeakingRole
    service: str = ""
    good: str = ""
    better: str = ""
    change_wanted: str = ""
    visibility: Visibility = Visibility.STAFF
    shown_as: str = ""
    by: str = ""
    activity: str = ""
    written_down: bool = False

    @property
    def key(self) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, str(self.number))


PUBLIC, SHARED = Visibility.PUBLIC, Visibility.SHARED
STORIES: tuple[Told, ...] = (
    Told(1, 64, USES, WARD, good="The night staff sat with me when I could not sleep.", better="In the day nobody told me what my tablets were for.", visibility=PUBLIC),
    Told(2, 95, USES, HOME, better="I got three different people in four days. Each time I had to start my story again. I was worn out.", visibility=PUBLIC, by="ravi"),
    Told(3, 48, USED, COLLEGE, good="The course on sleep was run by someone who had been where I was. I stopped feeling like the only one.", visibility=PUBLIC),
    Told(4, 120, CARER, TEAM, better="I found out my son had been discharged when he rang my bell. I was not asking for his secrets. I needed to know he was coming home.", visibility=PUBLIC, by="grace"),
    Told(5, 33, USES, TALKING, good="The phone call after that was kind and clear.", better="The first letter was four pages. I put it in a drawer for two weeks.", visibility=PUBLIC, shown_as="bluekettle", by="amina"),
    Told(6, 41, HELPED, EARLY, good="My worker drew a picture of the plan. Now I know what happens on which day.", visibility=SHARED, by="sam", written_down=True),
    Told(7, 150, GROUP, WARD, better="Six of us say the same. The garden is locked by five. Fresh air is the one thing that calms us.", visibility=PUBLIC),
    Told(8, 27, USES, TEAM, better="When I said the medicine made me shake, it was put down to my illness. It took two months to be believed.", visibility=SHARED),
    Told(9, 19, BEREAVED, HOME, better="Nobody phoned after she died. A short call would have meant a lot."),
    Told(10, 36, USES, good="This was the first meeting where I was not the only Black woman at the table.", change_wanted="Please do not let it be the last.", visibility=PUBLIC, activity=PCREF),
    Told(11, 35, SpeakingRole.COMMUNITY_LEADER, better="People at our mosque tell me they wait too long. I can say it, but you should hear it from them.", activity=PCREF),
    Told(12, 80, USES, good="I asked my own question and it changed who we chose. I was paid the same week.", visibility=PUBLIC, activity=PANEL),
    Told(13, 210, USES, TALKING, better="I waited and nobody told me how long it would be. Not knowing was worse than waiting.", visibility=PUBLIC),
    Told(14, 190, USED, TALKING, good="She said at the start what we would do each week. I knew where I was.", visibility=PUBLIC),
    Told(15, 172, USES, TALKING, better="The only times were in working hours. I lost pay to come.", change_wanted="One evening a week would be enough."),
    Told(16, 140, USES, TALKING, good="When I missed one they rang, and were not cross.", visibility=SHARED),
    Told(17, 118, CARER, TALKING, better="The form asks about the last two weeks. My wife has been ill for ten years.", by="grace"),
    Told(18, 90, USES, TALKING, better="The link to the video call did not work on my old phone.", change_wanted="Say at once that a phone call is fine too.", visibility=PUBLIC),
    Told(19, 61, HELPED, TALKING, good="They asked which language I dream in. Nobody ever asked me that.", by="sam", written_down=True),
    Told(20, 44, USES, TALKING, better="Twelve sessions and then a letter. I did not see the end coming.", visibility=SHARED),
    Told(21, 12, USES, TALKING, good="The waiting room has plants now and the radio is off. I could breathe.", visibility=PUBLIC),
    Told(22, 3, USES, TALKING, better="I was asked the same questions on paper, on the phone and in the room."),
    Told(23, 110, USES, WARD, better="There was nothing to do at the weekend but watch the clock.", change_wanted="Leave the craft room open.", visibility=PUBLIC),
    Told(24, 9, CARER, WARD, better="I rang four times to ask how she was. Each time I was told that someone would ring back.", visibility=SHARED),
    Told(25, 200, USES, TEAM, better="My worker changed and I heard it from the receptionist.", visibility=PUBLIC),
    Told(26, 160, USES, TEAM, good="She came to me when I could not get out of the door.", visibility=PUBLIC),
    Told(27, 132, USED, TEAM, better="Moving to another team felt like starting from nothing.", change_wanted="Let the two workers meet with me once."),
    Told(28, 101, USES, TEAM, good="We wrote the plan together and he let me hold the pen.", visibility=PUBLIC, shown_as="night owl"),
    Told(29, 75, CARER, TEAM, better="The carers' leaflet had a phone number that nobody answers."),
    Told(30, 52, SpeakingRole.VCSE_STAFF, TEAM, better="Someone at our allotment was in distress and we did not know whose job it was to help.", visibility=SHARED),
    Told(31, 24, USES, TEAM, better="The letter said “did not attend”. I was there, at the wrong door.", change_wanted="Put a sign on the side entrance.", visibility=PUBLIC),
    Told(32, 6, USES, TEAM, good="They said sorry for the mix-up without my asking."),
    Told(33, 145, USES, HOME, good="He took his shoes off without being asked. It is my home.", visibility=PUBLIC),
    Told(34, 88, CARER, HOME, better="They said morning. They came at four. I had taken the day off.", change_wanted="A text when you are on your way.", visibility=SHARED),
    Told(35, 15, USES, HOME, better="I needed someone to talk to and got a checklist."),
    Told(36, 5, USES, HOME, good="Two people came and both knew my name and what I had said before.", visibility=PUBLIC),
    Told(37, 125, USES, EARLY, good="They came to watch me play football before they asked me anything.", visibility=PUBLIC),
    Told(38, 66, CARER, EARLY, good="For the first time somebody asked how I was sleeping."),
    Told(39, 22, USES, EARLY, better="Everyone in the group was older than me.", change_wanted="A group for people who have just left school."),
    Told(40, 135, USED, COLLEGE, good="I went as a student and now I help to teach.", visibility=PUBLIC),
    Told(41, 58, USES, COLLEGE, better="The prospectus is only online. I read it on the library computer in my half hour.", visibility=SHARED),
    Told(42, 17, USES, COLLEGE, better="Two buses to get there, and it starts at nine.", change_wanted="Start at half past ten."),
    Told(43, 1, USES, TEAM, better="Nobody rings back. I can't go on like this."),
    Told(44, 0, USES, WARD, better="The water machine has been broken all week."),
    Told(45, 60, USES, TALKING, good="Priya Shah read the form with me, line by line. Nobody had done that before.", visibility=PUBLIC),
    Told(46, 84, USES, TALKING, better="On 14 March at 3pm Mr Jones at the desk read my name out loud. Everyone looked.", visibility=PUBLIC),
    Told(47, 152, CARER, TALKING, better="They asked my husband how I cope. Nobody asked me.", visibility=PUBLIC),
    Told(48, 28, USED, TALKING, good="The last letter said what I had learned, in my own words.", visibility=PUBLIC),
    Told(49, 8, USES, WARD, better="On 14 March Nurse Priya Shah shouted at me. I was only asking for my charger.", visibility=PUBLIC),
    Told(50, 30, USES, WARD, better="Somebody took twenty pounds out of my locker.", visibility=PUBLIC),
)  # fmt: skip
