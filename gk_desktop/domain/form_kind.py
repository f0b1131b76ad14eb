"""Consent forms and data protection sheets that are printed from templates."""

from enum import StrEnum
from typing import Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain.consent import ConsentForm


class FormKind(StrEnum):
    """The value is the name of the template without its ending."""

    EXPERT = "einwilligung_experten"
    PLAIN_LANGUAGE = "einwilligung_einfache_sprache"
    ORAL = "einwilligung_muendlich"
    INFORMATION = "information_art_13"
    PROCESSING_RECORD = "verarbeitungsverzeichnis"
    LOSS = "verlust_des_laptops"
    PROTECTION_CONCEPT = "datenschutzkonzept"


FORM_KIND_LABELS: Final[dict[FormKind, str]] = {
    FormKind.EXPERT: N_("Einwilligung: Expert*innen"),
    FormKind.PLAIN_LANGUAGE: N_("Einwilligung: Teilnehmende, einfache Sprache"),
    FormKind.ORAL: N_("Einwilligung: mündlich am Telefon oder im Video"),
    FormKind.INFORMATION: N_("Information nach Art. 13 DSGVO"),
    FormKind.PROCESSING_RECORD: N_("Verzeichnis von Verarbeitungstätigkeiten"),
    FormKind.LOSS: N_("Was tun bei Verlust des Laptops?"),
    FormKind.PROTECTION_CONCEPT: N_("Datenschutzkonzept des Werkzeugs"),
}

PERSONAL_FORMS: Final = (FormKind.EXPERT, FormKind.PLAIN_LANGUAGE, FormKind.ORAL, FormKind.INFORMATION)
"""For the persons who are asked; the others are for the project."""

FORM_OF_CONSENT: Final[dict[ConsentForm, FormKind]] = {
    ConsentForm.EXPERT: FormKind.EXPERT,
    ConsentForm.PLAIN_LANGUAGE: FormKind.PLAIN_LANGUAGE,
    ConsentForm.ORAL: FormKind.ORAL,
}
