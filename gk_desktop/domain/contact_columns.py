"""Columns of a table of contacts: what a header means, and what a row of cells says about a person."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from gk_desktop.base.i18n import N_
from gk_desktop.domain.search_text import fold


class ContactField(StrEnum):
    """What a column may hold; those that are fields of an Identity are called as it calls them."""

    SALUTATION = "salutation"
    TITLE = "title"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    FUNCTION = "function"
    INSTITUTION = "institution"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NOTE = "note"
    ROLE = "role"
    CASE = "case"


CONTACT_FIELD_LABELS: Final[dict[ContactField, str]] = {
    ContactField.SALUTATION: N_("Anrede"),
    ContactField.TITLE: N_("Titel"),
    ContactField.GIVEN_NAME: N_("Vorname"),
    ContactField.FAMILY_NAME: N_("Nachname"),
    ContactField.FULL_NAME: N_("Vor- und Nachname"),
    ContactField.FUNCTION: N_("Funktion"),
    ContactField.INSTITUTION: N_("Einrichtung"),
    ContactField.PHONE: N_("Telefon"),
    ContactField.EMAIL: N_("E-Mail"),
    ContactField.ADDRESS: N_("Anschrift"),
    ContactField.NOTE: N_("Notiz"),
    ContactField.ROLE: N_("Rolle"),
    ContactField.CASE: N_("Fall"),
}

JOINED_FIELDS: Final = frozenset({ContactField.PHONE, ContactField.EMAIL, ContactField.ADDRESS, ContactField.NOTE})
"""Several columns may say something about these: street and town, office and mobile phone."""

Columns = Mapping[int, ContactField]
"""Number of a column (from 0) -> what it holds; a column that is missing is not read."""

_WORDS: Final[dict[ContactField, tuple[str, ...]]] = {
    ContactField.SALUTATION: ("anrede",),
    ContactField.TITLE: ("titel", "akad titel", "akademischer titel"),
    ContactField.GIVEN_NAME: ("vorname", "rufname", "vornamen"),
    ContactField.FAMILY_NAME: ("nachname", "familienname", "zuname"),
    ContactField.FULL_NAME: (
        "name",
        "vor und nachname",
        "vorname nachname",
        "name vorname",
        "ansprechperson",
        "ansprechpartner",
        "ansprechpartnerin",
        "ansprechpartner in",
        "kontakt",
        "kontaktperson",
    ),
    ContactField.FUNCTION: ("funktion", "position", "stelle", "amtsbezeichnung", "aufgabe"),
    ContactField.INSTITUTION: (
        "einrichtung",
        "institution",
        "organisation",
        "firma",
        "behoerde",
        "amt",
        "dienststelle",
        "traeger",
    ),
    ContactField.PHONE: (
        "telefon",
        "tel",
        "telefonnummer",
        "telefon dienstlich",
        "mobil",
        "mobiltelefon",
        "handy",
        "durchwahl",
        "rufnummer",
        "fon",
    ),
    ContactField.EMAIL: ("e mail", "email", "mail", "e mail adresse", "mailadresse", "emailadresse"),
    ContactField.ADDRESS: (
        "anschrift",
        "adresse",
        "strasse",
        "strasse hausnummer",
        "strasse und hausnummer",
        "hausnummer",
        "plz",
        "postleitzahl",
        "ort",
        "plz ort",
        "postanschrift",
    ),
    ContactField.NOTE: ("notiz", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "hinweis"),
    ContactField.ROLE: ("rolle",),
    ContactField.CASE: ("fall", "fallkuerzel", "kommune", "kreis", "stadt", "gebietskorperschaft"),
}
_FIELD_OF_WORD: Final = {word: field for field, words in _WORDS.items() for word in words}
_ROWS_BEFORE_HEADER: Final = 20
_FEWEST_KNOWN: Final = 2

_TITLES: Final = frozenset({"prof", "dr", "pd", "dipl", "mag", "univ"})
_AFTER_TITLE: Final = frozenset(
    {
        "h.",
        "c.",
        "h.c.",
        "med.",
        "phil.",
        "jur.",
        "rer.",
        "nat.",
        "pol.",
        "oec.",
        "soc.",
        "paed.",
        "päd.",
        "habil.",
        "mult.",
    }
)
_DEGREES: Final = frozenset({"m.a.", "b.a.", "m.sc.", "b.sc.", "ll.m."})
_SALUTATION: Final = re.compile(r"^(Frau|Herrn?)\s+")
_PARTICLES: Final = frozenset(
    {"von", "van", "de", "del", "della", "der", "den", "zu", "zur", "zum", "vom", "al", "el", "bin", "ben"}
)


def _word(header: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(header)).split())


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """The number of the row that names the columns: titles may stand above it. The first filled row if none does."""
    for number, cells in enumerate(rows[:_ROWS_BEFORE_HEADER]):
        if sum(_word(cell) in _FIELD_OF_WORD for cell in cells) >= _FEWEST_KNOWN:
            return number
    return next((number for number, cells in enumerate(rows) if any(cells)), 0)


def proposed_columns(headers: Sequence[str]) -> dict[int, ContactField]:
    """What each column seems to hold. "Name" is the family name where there is a column for the given one."""
    found: dict[int, ContactField] = {}
    words = [_word(header) for header in headers]
    has_given_name = any(_FIELD_OF_WORD.get(word) is ContactField.GIVEN_NAME for word in words)
    has_family_name = any(_FIELD_OF_WORD.get(word) is ContactField.FAMILY_NAME for word in words)
    for number, word in enumerate(words):
        field = _FIELD_OF_WORD.get(word)
        if field is ContactField.FULL_NAME and word == "name" and has_given_name and not has_family_name:
            field = ContactField.FAMILY_NAME
        if field is not None and (field in JOINED_FIELDS or field not in found.values()):
            found[number] = field
    return found


def values_of(cells: Sequence[str], columns: Columns) -> dict[ContactField, str]:
    """What a row says, each field at most once; a full name is taken apart where its parts have no cells."""
    values: dict[ContactField, str] = {}
    for number, field in sorted(columns.items()):
        text = " ".join(cells[number].split()) if number < len(cells) else ""
        if text:
            values[field] = f"{values[field]}, {text}" if field in values else text
    whole = values.pop(ContactField.FULL_NAME, "")
    for field, text in parts_of_name(whole).items():
        values.setdefault(field, text)
    return values


def parts_of_name(name: str) -> dict[ContactField, str]:
    """ "Frau Dr. Erika von der Muster", "Muster, Erika": taken apart as people mean it, and never losing a word."""
    parts: dict[ContactField, str] = {}
    rest = " ".join(name.split())
    if salutation := _SALUTATION.match(rest):
        parts[ContactField.SALUTATION] = "Herr" if salutation[1] == "Herrn" else salutation[1]
        rest = rest[salutation.end() :]
    titles, rest = _titles_before(rest)
    if "," in rest:
        family, given = (part.strip() for part in rest.split(",", 1))
        more, given = _titles_before(given)
        titles = f"{titles} {more}".strip()
    else:
        words = rest.split()
        first = next((place for place, word in enumerate(words) if word.casefold() in _PARTICLES and place), None)
        cut = first if first is not None else len(words) - 1
        given, family = " ".join(words[:cut]), " ".join(words[cut:])
    named = {ContactField.TITLE: titles, ContactField.GIVEN_NAME: given, ContactField.FAMILY_NAME: family}
    return {**parts, **{field: text for field, text in named.items() if text}}


def _titles_before(text: str) -> tuple[str, str]:
    """Titles and degrees at the beginning, and what comes after them."""
    words = text.split()
    count = 0
    while count < len(words) and _is_title(words[count], follows=count > 0):
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _is_title(word: str, *, follows: bool) -> bool:
    word = word.casefold()
    return re.split(r"[.-]", word)[0] in _TITLES or word in _DEGREES or (follows and word in _AFTER_TITLE)
