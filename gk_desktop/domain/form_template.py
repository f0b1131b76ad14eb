"""Templates of forms: plain text with a few signs at the start of a line, and places to be filled.

    Titel: … / Textversion: …   before anything else
    % …                         is not printed
    ## … and ### …              headings
    - …                         a point of a list
    [ ] …                       a box to be ticked
    > …                         a notice
    ___ …                       a line to sign on
    | label | value |           a row of a table; rows below each other are one table
    anything else               text; lines below each other are one paragraph, **bold** and {{place}} within

A template is data: nothing in it is carried out, and what is filled in is never read as a sign.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _

BLANK: Final = "_" * 22
"""Stands where nothing is known: room to write by hand."""

_LONGEST: Final = 200_000
_PLACE: Final = re.compile(r"\{\{([^{}\n]*)\}\}")
_HALF_PLACE: Final = re.compile(r"\{\{|\}\}")
_BOLD: Final = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")
_PROPERTY: Final = re.compile(r"(\w+):[ \t]*(.*)")


class FormPart(Enum):
    HEADING = auto()
    SUBHEADING = auto()
    TEXT = auto()
    POINT = auto()
    CHECK_BOX = auto()
    NOTICE = auto()
    SIGNATURE = auto()
    ROW = auto()


_SIGNS: Final = (
    ("### ", FormPart.SUBHEADING),
    ("## ", FormPart.HEADING),
    ("- ", FormPart.POINT),
    ("[ ] ", FormPart.CHECK_BOX),
    ("> ", FormPart.NOTICE),
    ("___ ", FormPart.SIGNATURE),
)


@dataclass(frozen=True, slots=True)
class FormPiece:
    """`value` is the second cell of a row; `line` is where it stands in the template, counted from 1."""

    part: FormPart
    text: str
    line: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class FormTemplate:
    title: str
    text_version: str
    pieces: tuple[FormPiece, ...]


def read_template(text: str) -> FormTemplate:
    """Raises `UserError` that says in which line what is wrong."""
    if len(text) > _LONGEST:
        raise UserError(_("Die Vorlage ist länger als {longest} Zeichen.").format(longest=_LONGEST))
    lines = [(number, line.rstrip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if not line.startswith("%")]
    properties, body = _head(lines)
    title, version = properties.get("Titel", ""), properties.get("Textversion", "")
    if not title or not version:
        raise UserError(
            _("Der Vorlage fehlt oben die Zeile „Titel: …“ oder „Textversion: …“."),
            _("Schreiben Sie beide vor den ersten Absatz."),
        )
    pieces = tuple(_pieces(body))
    if not pieces:
        raise UserError(_("Die Vorlage enthält keinen Text."))
    _check_headings(pieces)
    _check_places([(1, title), (1, version), *((item.line, item.text + item.value) for item in pieces)])
    return FormTemplate(title, version, pieces)


def _head(lines: list[tuple[int, str]]) -> tuple[dict[str, str], list[tuple[int, str]]]:
    properties: dict[str, str] = {}
    for place, (_number, line) in enumerate(lines):
        found = _PROPERTY.fullmatch(line)
        if found is not None and found[1] in {"Titel", "Textversion"}:
            properties[found[1]] = found[2].strip()
        elif line:
            return properties, lines[place:]
    return properties, []


def _pieces(lines: list[tuple[int, str]]) -> Iterator[FormPiece]:
    paragraph: FormPiece | None = None
    for number, line in lines:
        piece = _piece(number, line) if line.strip() else None
        if piece is not None and piece.part is FormPart.TEXT and paragraph is not None:
            paragraph = replace(paragraph, text=f"{paragraph.text} {piece.text}")
            continue
        if paragraph is not None:
            yield paragraph
            paragraph = None
        if piece is not None and piece.part is FormPart.TEXT:
            paragraph = piece
        elif piece is not None:
            yield piece
    if paragraph is not None:
        yield paragraph


def _piece(number: int, line: str) -> FormPiece:
    if line.startswith("|"):
        return _row(number, line)
    for sign, part in _SIGNS:
        if line.startswith(sign) and line[len(sign) :].strip():
            return FormPiece(part, line[len(sign) :].strip(), number)
    if line.startswith("#"):
        raise UserError(
            _("Zeile {line} der Vorlage beginnt mit #, ist aber keine Überschrift.").format(line=number),
            _("Überschriften beginnen mit „## “ oder „### “, danach folgt der Text."),
        )
    return FormPiece(FormPart.TEXT, line.strip(), number)


def _row(number: int, line: str) -> FormPiece:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if len(cells) != 2 or not cells[0]:
        raise UserError(
            _("Zeile {line} der Vorlage ist keine Tabellenzeile aus Bezeichnung und Angabe.").format(line=number),
            _("Schreiben Sie sie so: | Bezeichnung | Angabe |."),
        )
    return FormPiece(FormPart.ROW, cells[0], number, cells[1])


def _check_headings(pieces: tuple[FormPiece, ...]) -> None:
    headings = [item for item in pieces if item.part in {FormPart.HEADING, FormPart.SUBHEADING}]
    if headings and headings[0].part is FormPart.SUBHEADING:
        raise UserError(
            _("Zeile {line} der Vorlage ist eine Überschrift mit ###, bevor es eine mit ## gibt.").format(
                line=headings[0].line
            )
        )
    for before, item in pairwise(pieces):
        if item.part is FormPart.HEADING and before.part is FormPart.HEADING:
            raise UserError(
                _("Auf die Überschrift in Zeile {line} der Vorlage folgt kein Text.").format(line=before.line)
            )


def _check_places(texts: list[tuple[int, str]]) -> None:
    for number, text in texts:
        if _HALF_PLACE.search(_PLACE.sub("", text)):
            raise UserError(
                _("In Zeile {line} der Vorlage ist ein Platzhalter nicht geschlossen.").format(line=number),
                _("Ein Platzhalter steht zwischen doppelten geschweiften Klammern, zum Beispiel {{Projekt}}."),
            )


def check_known(template: FormTemplate, known: Collection[str]) -> None:
    """Raises `UserError` for a place that nobody can fill."""
    for piece in template.pieces:
        for name in _PLACE.findall(piece.text + piece.value):
            if name.strip() not in known:
                raise UserError(
                    _("Den Platzhalter „{{{{{name}}}}}“ in Zeile {line} der Vorlage gibt es nicht.").format(
                        name=name, line=piece.line
                    ),
                    _("Möglich sind: {names}.").format(names=", ".join(known)),
                )


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known in its places, and room to write where nothing is."""
    return _PLACE.sub(lambda found: values[found[1].strip()].strip() or BLANK, text)


def bold_parts(text: str, values: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Filled pieces of a text, and whether each is bold. Signs count in the template, never in what is filled in."""
    end = 0
    for found in _BOLD.finditer(text):
        if found.start() > end:
            yield filled(text[end : found.start()], values), False
        yield filled(found[1], values), True
        end = found.end()
    if end < len(text):
        yield filled(text[end:], values), False
