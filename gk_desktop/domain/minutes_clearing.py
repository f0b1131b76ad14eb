"""Released minutes on their way out: what somebody said who has withdrawn since is left out of what was frozen.

Where data may only be stored, the name gives way to the code, too. The frozen content stays as it was released; a
withdrawal counts for what is handed out from then on (DSGVO Art. 7, 18).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gk_desktop.domain.consent_rules import SpeakerConsent, is_restricted
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.minutes_content import MinutesContent, MinutesEntry
from gk_desktop.domain.minutes_freezing import FrozenMinutes, FrozenSource
from gk_desktop.domain.minutes_redaction import texts_mapped
from gk_desktop.domain.name_replacement import KnownName, NameReplacer
from gk_desktop.domain.naming import KnownNames
from gk_desktop.domain.person_names import is_role
from gk_desktop.domain.quotation import kind_of_words
from gk_desktop.domain.restricted_names import names_of_label, names_of_restricted
from gk_desktop.domain.visibility import ENTRIES, OF_RESTRICTED, PEOPLE, PeopleShownAs, Rule


def cleared_today(
    content: MinutesContent, frozen: FrozenMinutes, consents: Mapping[str, SpeakerConsent], names: KnownNames
) -> MinutesContent:
    """What `consents` of the speakers, by id of the participant, still allow of a frozen content.

    `names` are those known today; a frozen version remembers what its participants were called then.
    """
    sources = {source.mark: source for source in frozen.sources}

    def stays(entry: MinutesEntry) -> bool:
        source = sources.get(entry.number, FrozenSource(entry.number, ()))
        said_by = [consents[item] for item in source.speakers if item in consents]
        return _may_be_seen(entry, content.export_class, said_by, quote_released=source.quote_released)

    cleared = replace(
        content,
        sections=tuple(replace(section, entries=tuple(filter(stays, section.entries))) for section in content.sections),
    )
    if PEOPLE[content.export_class] is not PeopleShownAs.NAMES:
        return cleared
    replacer = NameReplacer(_names_of_restricted(frozen, names))
    return texts_mapped(cleared, replacer.replace) if replacer else cleared


def _names_of_restricted(frozen: FrozenMinutes, names: KnownNames) -> Iterator[KnownName]:
    """As a document of the notes would replace them, and as they were called when it was released."""
    roles = {word.casefold() for word in names.role_words}
    yield from names_of_restricted(
        names.persons, names.participants, names.identities, lambda label: is_role(label, roles)
    )
    codes = {person.id: person.code for person in names.persons if is_restricted(person)}
    codes |= {item.id: codes[item.person] for item in names.participants if item.person in codes}
    for called in frozen.names:
        code = codes.get(called.record, "")
        for label in called.words if code else ():
            if label != code:
                yield from names_of_label(label, (code,))


def _may_be_seen(
    entry: MinutesEntry, export_class: ExportClass, said_by: list[SpeakerConsent], *, quote_released: bool
) -> bool:
    if SpeakerConsent.RESTRICTED in said_by and not OF_RESTRICTED[entry.kind][export_class]:
        return False
    if ENTRIES[kind_of_words(entry.kind, entry.text)][export_class] is Rule.WITH_QUOTE_PERMISSION:
        allowed = {SpeakerConsent.TO_QUOTE} | ({SpeakerConsent.AFTER_RELEASE} if quote_released else set())
        return bool(said_by) and allowed.issuperset(said_by)
    return True
