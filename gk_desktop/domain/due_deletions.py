"""What has to be deleted by which day, as consents say it: overdue first, then soon, then later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain.consent import Consent

SOON: Final = timedelta(days=30)


class KeptData(Enum):
    """What is kept of a person; the value is the field of `Consent` that says until when."""

    RECORDING = "delete_recording_by"
    CONTACT = "delete_contact_by"
    KEY = "delete_key_by"
    TEXT = "delete_text_by"


KEPT_DATA_LABELS: Final = {
    KeptData.RECORDING: N_("Tonaufnahme"),
    KeptData.CONTACT: N_("Kontaktdaten"),
    KeptData.KEY: N_("Schlüssel"),
    KeptData.TEXT: N_("Text"),
}


class Urgency(Enum):
    OVERDUE = "überfällig"
    SOON = "bald fällig"
    LATER = "später"


@dataclass(frozen=True, slots=True)
class DueDeletion:
    """`day` is the last one on which the data may still be there; `code` is the person's, or says that it is gone."""

    consent: str
    code: str
    data: KeptData
    day: date

    @property
    def id(self) -> str:
        return f"{self.consent}:{self.data.value}"

    def urgency(self, today: date) -> Urgency:
        if self.day < today:
            return Urgency.OVERDUE
        return Urgency.SOON if self.day <= today + SOON else Urgency.LATER


def deletions_of(consents: Iterable[Consent], codes: dict[str, str], unknown: str) -> list[DueDeletion]:
    """The earliest first; `codes` are those of persons by id, `unknown` stands for the others."""
    found = [
        DueDeletion(consent.id, codes.get(consent.person, unknown), data, day)
        for consent in consents
        for data in KeptData
        if (day := getattr(consent, data.value)) is not None
    ]
    return sorted(found, key=lambda due: (due.day, due.code, list(KeptData).index(due.data), due.consent))
