"""Whose own voice was heard, and who was only spoken for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .intervals import wilson
from .results import Comparison
from .tables import Dimension


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """A share of the contributions whose speaking role is known. The roles not recorded stand beside it."""

    known: int | None
    unknown: int | None
    direct: float | None
    lived: float | None
    proxy: float | None


def voice_share(*, direct: int | None, lived: int | None, proxy: int | None, unknown: int | None) -> VoiceShare:
    """Counts are contributions, not people. Lived experience holds direct voice, so known is lived plus proxy.

    A hidden count (None) hides what is worked out from it.
    """
    if lived is None or proxy is None or not lived + proxy:
        return VoiceShare(None if lived is None or proxy is None else 0, unknown, None, None, None)
    known = lived + proxy
    return VoiceShare(
        known, unknown, None if direct is None else min(direct, lived) / known, lived / known, proxy / known
    )


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """People of one group by voice; None is hidden. One person can be in both, each time in the role of that day.

    `direct_share` is direct people among all people of the group. `proxy_only`: people spoke for the group, and
    nobody spoke from own experience; None when what is hidden leaves that open.
    """

    code: str
    label: str
    direct: int | None
    lived: int | None
    proxy: int | None
    everyone: int | None
    direct_share: float | None = None
    direct_low: float | None = None
    direct_high: float | None = None
    proxy_only: bool | None = None
    few_direct: int | None = None

    @property
    def sentence(self) -> str | None:
        """Something to say only where a group was spoken for and not, or hardly, heard itself."""
        if self.proxy_only:
            spoke = "person spoke on their behalf" if self.proxy == 1 else "people spoke on their behalf"
            return f"No one with direct experience has been heard yet. {self.proxy:,} {spoke}."
        if self.few_direct is not None and self.proxy is not None:
            return (
                f"Fewer than {self.few_direct} people with direct experience have been heard, if any. "
                f"About {self.proxy:,} people spoke on their behalf."
            )
        return None


def direct_and_proxy(*, dimension: Dimension, comparisons: Mapping[str, Comparison]) -> tuple[VoiceGroup, ...]:
    """`comparisons` by voice, all of one stage, exact or disclosed."""
    return tuple(_group(group.code, group.label, comparisons) for group in dimension.groups)


def _group(code: str, label: str, comparisons: Mapping[str, Comparison]) -> VoiceGroup:
    rows = {voice: comparison.group(code) for voice, comparison in comparisons.items()}
    people = {voice: row.participants for voice, row in rows.items()}
    direct, proxy, everyone = people.get("direct"), people.get("proxy"), people.get("all")
    group = VoiceGroup(code, label, direct, people.get("lived"), proxy, everyone)
    if direct is not None and proxy is not None:
        group = replace(group, proxy_only=direct == 0 and proxy > 0)
    if "direct" in rows and direct is None and proxy is not None:
        group = replace(group, few_direct=rows["direct"].fewer_than)
    if direct is None or not everyone:
        return group
    low, high = wilson(min(direct, everyone), everyone)
    return replace(group, direct_share=min(direct, everyone) / everyone, direct_low=low, direct_high=high)
