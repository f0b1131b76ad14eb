"""Released minutes on their way out: what somebody said who has withdrawn since is left out of what was frozen.

The frozen content stays as it was released; a withdrawal counts for what is handed out from then on (DSGVO Art. 7, 18).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gk_desktop.domain.consent_rules import SpeakerConsent
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry
from gk_desktop.domain.minutes_freezing import FrozenSource
from gk_desktop.domain.visibility import ENTRIES, OF_RESTRICTED, Rule

_QUOTABLE = frozenset({SpeakerConsent.TO_QUOTE, SpeakerConsent.AFTER_RELEASE})
"""When the minutes were released, so were the quotes in them."""


def cleared_today(
    content: MinutesContent, sources: Iterable[FrozenSource], consents: Mapping[str, SpeakerConsent]
) -> MinutesContent:
    """What `consents` of the speakers, by id of the participant, still allow of a frozen content."""
    speakers = {source.mark: source.speakers for source in sources}

    def stays(entry: MinutesEntry) -> bool:
        said_by = [consents[item] for item in speakers.get(entry.number, ()) if item in consents]
        return _may_be_seen(entry.kind, content.export_class, said_by)

    return replace(
        content,
        sections=tuple(replace(section, entries=tuple(filter(stays, section.entries))) for section in content.sections),
    )


def _may_be_seen(kind: EntryKind, export_class: ExportClass, said_by: list[SpeakerConsent]) -> bool:
    if SpeakerConsent.RESTRICTED in said_by and not OF_RESTRICTED[kind][export_class]:
        return False
    if ENTRIES[kind][export_class] is Rule.WITH_QUOTE_PERMISSION:
        return bool(said_by) and _QUOTABLE.issuperset(said_by)
    return True
