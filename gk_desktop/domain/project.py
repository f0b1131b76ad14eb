"""The project itself: its name, the programme it accompanies, and who is responsible for it."""

from dataclasses import dataclass
from typing import ClassVar

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """`programme` is the key of a programme definition among the program's resources.

    What follows it is printed on consent forms, information sheets and the record of processing (DSGVO Art. 13, 30).
    """

    KIND: ClassVar[str] = "project"
    LABEL: ClassVar[str] = N_("Projekt")

    name: str = fields.text(N_("Name"), searchable=True)
    programme: str = fields.text(N_("Programm"))
    purpose: str = fields.text(N_("Thema und Zweck"))
    client: str = fields.text(N_("Auftraggeber*in"))
    institution: str = fields.text(N_("Verantwortliche Einrichtung"))
    address: str = fields.text(N_("Anschrift"))
    researchers: str = fields.text(N_("Forschende"))
    contact: str = fields.text(N_("Kontakt für Rückfragen und Widerruf"))
    data_protection_officer: str = fields.text(N_("Datenschutzbeauftragte*r"))
    recipients: str = fields.text(N_("Wer die Daten sieht"))
    recording_kept: str = fields.text(N_("Löschung von Tonaufnahmen"))
    contact_data_kept: str = fields.text(N_("Löschung von Kontaktdaten und Schlüssel"))
    text_kept: str = fields.text(N_("Aufbewahrung des pseudonymisierten Texts"))
