"""How the author of a story is named where others read it: as they chose, and never more (rule R4)."""

from __future__ import annotations

from involvement.models import Story
from involvement.taxonomies import DisplayIdentity, SpeakingRole, Visibility

NO_NAME: dict[SpeakingRole, str] = {
    SpeakingRole.SERVICE_USER: "Somebody who uses the service",
    SpeakingRole.FORMER_SERVICE_USER: "Somebody who used the service",
    SpeakingRole.SUPPORTED_SERVICE_USER: "Somebody who uses the service",
    SpeakingRole.USER_LED_GROUP: "A group run by people who use services",
    SpeakingRole.CARER: "Somebody who cares for another person",
    SpeakingRole.BEREAVED_CARER: "Somebody who cared for another person",
    SpeakingRole.PEER_WORKER: "Somebody who works as a peer worker",
    SpeakingRole.ADVOCATE: "Somebody who speaks up for others",
    SpeakingRole.COMMUNITY_LEADER: "Somebody who speaks up for others",
    SpeakingRole.VCSE_STAFF: "Somebody from a community organisation",
    SpeakingRole.CLINICIAN: "Somebody who works in services",
    SpeakingRole.MANAGER: "Somebody who works in services",
    SpeakingRole.COMMISSIONER: "Somebody who works in services",
    SpeakingRole.RESEARCHER: "Somebody who works in research",
    SpeakingRole.PUBLIC: "A member of the public",
    SpeakingRole.NOT_RECORDED: "Somebody",
}


def shown_name(story: Story) -> str:
    """A name only on a public story whose author chose one; people who take part read stories without names."""
    named = story.visibility == Visibility.PUBLIC and story.display_identity != DisplayIdentity.ANONYMOUS
    return (story.display_name if named else "") or NO_NAME[SpeakingRole(story.speaking_role)]
