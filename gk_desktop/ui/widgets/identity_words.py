"""What is said in more than one place about where persons are named, so that it is the same everywhere."""

from typing import Final

from gk_desktop.base.i18n import N_

MAIN_FILE_IS_PERSONAL: Final = N_(
    "Der Name der Kommune steht in der Hauptdatei; auch sie enthält darum personenbezogene Daten und ist durch die"
    " Verschlüsselung geschützt."
)
NAMES_STAND_IN_KEY_FILE: Final = N_(
    "Wer die Personen sind, steht nur in der Schlüsseldatei; im Projekt stehen Codes und Rollen."
)
