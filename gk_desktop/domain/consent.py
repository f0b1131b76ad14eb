"""Consent of persons to be asked, recorded and quoted, and the proof that data were deleted (DSGVO Art. 7, 13, 17).

Who the person is, who witnessed the consent and where the original lies stands in the Schlüsseldatei, never here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record


class ConsentForm(StrEnum):
    EXPERT = "experten"
    PLAIN_LANGUAGE = "einfache_sprache"
    ORAL = "muendlich"


CONSENT_FORM_LABELS: Final[dict[ConsentForm, str]] = {
    ConsentForm.EXPERT: N_("Expert*innen"),
    ConsentForm.PLAIN_LANGUAGE: N_("Teilnehmer*innen, einfache Sprache"),
    ConsentForm.ORAL: N_("Telefon oder Video, mündlich"),
}


class ConsentStatus(StrEnum):
    ASKED = "angefragt"
    GIVEN = "erteilt"
    REFUSED = "verweigert"
    NOT_NEEDED = "nicht erforderlich"
    WITHDRAWN = "widerrufen"


class QuotePermission(StrEnum):
    NO = "nein"
    YES = "ja"
    AFTER_RELEASE = "nach Freigabe"
    """Each quote is shown to the person first; a quote that was released says so itself."""


class GivenAs(StrEnum):
    WRITTEN = "schriftlich"
    ORAL = "mündlich"
    ELECTRONIC = "elektronisch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Record):
    """What one person agreed to, on one version of the text. The newest of a person counts.

    `delete_…_by` are the last days on which recording, contact data, key and text may still be there.
    """

    KIND: ClassVar[str] = "consent"
    LABEL: ClassVar[str] = N_("Einwilligung")

    person: str = fields.reference(N_("Person"), to="person")
    status: ConsentStatus = fields.choice(N_("Status"), ConsentStatus.ASKED, fallback=ConsentStatus.REFUSED)
    reason: str = fields.text(N_("Begründung"))
    interview_type: str = fields.text(N_("Gesprächsart"))
    form: ConsentForm = fields.choice(N_("Fassung"), ConsentForm.EXPERT, fallback=ConsentForm.EXPERT)
    text_version: str = fields.text(N_("Textversion"))
    language: str = fields.text(N_("Sprache"))
    legal_basis: str = fields.text(N_("Rechtsgrundlage"))
    notes_allowed: bool = fields.yes_no(N_("Notizen erlaubt"))
    recording_allowed: bool = fields.yes_no(N_("Tonaufnahme erlaubt"))
    special_categories: bool = fields.yes_no(N_("Besondere Kategorien (Art. 9) ausdrücklich eingewilligt"))
    quotes: QuotePermission = fields.choice(N_("Zitate"), QuotePermission.NO, fallback=QuotePermission.NO)
    archiving: bool = fields.yes_no(N_("Archivierung und Nachnutzung"))
    contact_again: bool = fields.yes_no(N_("Erneute Ansprache erlaubt"))
    informed_on: date | None = fields.day(N_("Information nach Art. 13 ausgehändigt am"))
    given_on: date | None = fields.day(N_("Erteilt am"))
    given_as: GivenAs = fields.choice(N_("Form"), GivenAs.WRITTEN, fallback=GivenAs.WRITTEN)
    copy_handed_over: bool = fields.yes_no(N_("Kopie ausgehändigt"))
    restrictions: str = fields.text(N_("Einschränkungen"))
    withdrawn_on: date | None = fields.day(N_("Widerrufen am"))
    withdrawn_scope: str = fields.text(N_("Umfang des Widerrufs"))
    delete_recording_by: date | None = fields.day(N_("Tonaufnahme löschen bis"))
    delete_contact_by: date | None = fields.day(N_("Kontaktdaten löschen bis"))
    delete_key_by: date | None = fields.day(N_("Schlüssel löschen bis"))
    delete_text_by: date | None = fields.day(N_("Text löschen bis"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion(Record):
    """A line of the Löschprotokoll: that something was deleted, when and by whom, never what it said.

    `code` is a person's.
    """

    KIND: ClassVar[str] = "deletion"
    LABEL: ClassVar[str] = N_("Löschung")

    code: str = fields.text(N_("Code"))
    subject: str = fields.text(N_("Was"))
    cause: str = fields.text(N_("Anlass"))
    done_on: date | None = fields.day(N_("Gelöscht am"))
    done_by: str = fields.text(N_("Durch"))


class NameVerdict(StrEnum):
    REPLACE = "ersetzen"
    HARMLESS = "kein Name"
    LEFT_IN = "bleibt stehen"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecision(Record):
    """What somebody decided about a word in one record that the name check took for a name.

    `word` is as it stands in the text; `reason` is given where a name stays although it is one. `field_name` also says
    in which sentence (`domain.name_decisions`). One without a word says why a document, `record_id`, left the house in
    spite of names that nobody had decided about.
    """

    KIND: ClassVar[str] = "name_decision"
    LABEL: ClassVar[str] = N_("Namensprüfung")

    event: str = fields.reference(N_("Veranstaltung"), to="event")
    record_kind: str = fields.text(N_("Art des Datensatzes"))
    record_id: str = fields.text(N_("Datensatz"))
    field_name: str = fields.text(N_("Feld"))
    word: str = fields.text(N_("Wort"))
    verdict: NameVerdict = fields.choice(N_("Entscheidung"), NameVerdict.REPLACE, fallback=NameVerdict.REPLACE)
    replacement: str = fields.text(N_("Ersatz"))
    reason: str = fields.text(N_("Begründung"))
    decided_by: str = fields.text(N_("Entschieden von"))
