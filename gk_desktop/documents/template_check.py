"""What a template brings along and what it lacks, in sentences, before anybody writes minutes on it."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.base.os_reasons import reason_of
from gk_desktop.documents.template import (
    PLACE_CLASS,
    PLACE_FOOTER,
    PLACE_SHORT_TITLE,
    Styles,
    edges,
    open_template,
)
from gk_desktop.documents.template_colours import pale_styles
from gk_desktop.documents.template_guide import places
from gk_desktop.documents.template_names import german_name
from gk_desktop.documents.template_styles import KIND_LABELS, TemplateStyle, template_styles
from gk_desktop.documents.word_package import read_package

_ANY_PLACE: Final = re.compile(r"\{\{[^{}]*\}\}")
_PLACES: Final = (PLACE_CLASS, PLACE_SHORT_TITLE, PLACE_FOOTER)
_NEEDED_MM: Final = 165
_A4_MM: Final = (210, 297)
_TODAYS_WORD: Final = 15


class Level(Enum):
    """The value is the word that stands before a sentence."""

    GOOD = N_("in Ordnung")
    HINT = N_("Hinweis")
    REFUSED = N_("abgelehnt")


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """`findings` begin with what is most important."""

    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        return all(finding.level is not Level.REFUSED for finding in self.findings)

    @property
    def hints(self) -> int:
        return sum(finding.level is Level.HINT for finding in self.findings)


def check_template(path: Path) -> TemplateCheck:
    """Never raises `UserError`: why a file cannot be used is a finding, too."""
    try:
        document = open_template(path)
        tied = read_package(path).settings_links
    except UserError as error:
        return TemplateCheck((Finding(Level.REFUSED, str(error)),))
    except OSError as error:
        return TemplateCheck((Finding(Level.REFUSED, reason_of(error)),))
    found = [
        *_about_places(document),
        *_about_styles(document),
        *_about_pages(document),
        *_about_origin(document, tied),
    ]
    order = list(reversed(Level))
    return TemplateCheck(tuple(sorted(found, key=lambda finding: order.index(finding.level))))


def _hint(sentence: str) -> Finding:
    return Finding(Level.HINT, sentence)


def _about_styles(document: WordDocument) -> Iterator[Finding]:
    styles, wanted = Styles(document), template_styles()
    missing = [style for style in wanted if styles.stored_name(style.kind, style.name) is None]
    yield Finding(
        Level.GOOD,
        ngettext(
            "{found} von {count} Formatvorlage gefunden.", "{found} von {count} Formatvorlagen gefunden.", len(wanted)
        ).format(found=len(wanted) - len(missing), count=len(wanted)),
    )
    yield from map(_hint, _missing_sentences(styles, missing))
    names = {
        styles.identify(style.kind, stored): style.shown_name
        for style in wanted
        if (stored := styles.stored_name(style.kind, style.name))
    }
    for style_id, contrast in pale_styles(document, list(names)):
        yield _hint(
            _(
                "Die Schriftfarbe von „{name}“ ist blass (Kontrast {contrast}:1). Ab 4,5:1 lesen sie auch Menschen, die"
                " schlecht sehen."
            ).format(name=names[style_id], contrast=f"{contrast:.1f}".replace(".", ","))
        )


def _missing_sentences(styles: Styles, missing: Sequence[TemplateStyle]) -> Iterator[str]:
    """A sentence for all that are replaced by the same, and one for each that is nearly there."""
    by_stand_in: dict[str, list[str]] = {}
    for style in missing:
        stand_in = styles.stand_in(style.kind, style.name)
        by_stand_in.setdefault(german_name(stand_in) if stand_in else "", []).append(style.shown_name)
    for stand_in, names in by_stand_in.items():
        used = _("„{name}“").format(name=stand_in) if stand_in else _("das Standardformat der Vorlage")
        yield ngettext(
            "Es fehlt die Formatvorlage {names}; stattdessen wird {used} verwendet.",
            "Es fehlen die Formatvorlagen {names}; stattdessen wird {used} verwendet.",
            len(names),
        ).format(names=", ".join(f"„{name}“" for name in names), used=used)
    yield from filter(None, (_nearly_there(styles, style) for style in missing))


def _nearly_there(styles: Styles, style: TemplateStyle) -> str:
    """What makes people wonder why a style counts as missing; empty if nothing does."""
    other = next((kind for kind in KIND_LABELS if kind != style.kind and styles.stored_name(kind, style.name)), None)
    if other:
        return _("„{name}“ ist in der Vorlage als {kind} angelegt; gebraucht wird: {wanted}.").format(
            name=style.shown_name, kind=_(KIND_LABELS[other]), wanted=_(KIND_LABELS[style.kind])
        )
    known = {style.name.casefold() for style in template_styles()}
    others = {name.casefold(): name for name in styles.names(style.kind) if name.casefold() not in known}
    near = difflib.get_close_matches(style.shown_name.casefold(), list(others), n=1, cutoff=0.8)
    if not near:
        return ""
    return _("„{other}“ heißt ähnlich wie „{name}“. Ist das gemeint, benennen Sie es um.").format(
        other=others[near[0]], name=style.shown_name
    )


def _about_places(document: WordDocument) -> Iterator[Finding]:
    shown = edges(document)
    in_edges = {place for edge in shown for place in _places_in(edge)}
    in_text = _places_in(document.element.body)
    for place, _what, without in places():
        if place in in_edges:
            yield Finding(Level.GOOD, _("Der Platz {place} ist da.").format(place=place))
        else:
            yield _hint(_("Der Platz {place} fehlt. {without}").format(place=place, without=without))
    for place in sorted(in_edges - set(_PLACES)):
        yield _hint(_("Den Platz „{place}“ kennt das Programm nicht; er bleibt so stehen.").format(place=place))
    for place in sorted(in_text):
        yield _hint(
            _("„{place}“ steht im Text der Vorlage und bleibt so stehen; Plätze gibt es in Kopf- und Fußzeile.").format(
                place=place
            )
        )
    if not any("PAGE" in (node.text or node.get(qn("w:instr"), "")) for edge in shown for node in _fields(edge)):
        yield _hint(_("Kopf- und Fußzeile haben keine Seitenzahl."))


def _fields(element: Any) -> Iterator[Any]:
    yield from element.iter(qn("w:instrText"), qn("w:fldSimple"))


def _places_in(element: Any) -> set[str]:
    texts = ("".join(node.text or "" for node in part.iter(qn("w:t"))) for part in element.iter(qn("w:p")))
    return {place for text in texts for place in _ANY_PLACE.findall(text)}


def _about_pages(document: WordDocument) -> Iterator[Finding]:
    sections = document.sections
    last = sections[len(sections) - 1]
    if len(sections) > 1:
        yield _hint(
            _("Die Vorlage hat {count} Abschnitte; das Protokoll steht im letzten, hinter allem davor.").format(
                count=len(sections)
            )
        )
    elif len(document.element.body) > 1:
        yield _hint(_("Im Text der Vorlage steht schon etwas; es bleibt, und das Protokoll beginnt dahinter."))
    width, height = last.page_width, last.page_height
    if width is None or height is None:
        yield _hint(_("Die Seitengröße fehlt; Word nimmt seine eigene."))
        return
    if tuple(sorted((round(width.mm), round(height.mm)))) != _A4_MM:
        yield _hint(
            _("Die Seite ist nicht A4, sondern {width} × {height} mm.").format(
                width=round(width.mm), height=round(height.mm)
            )
        )
    room = round((width - (last.left_margin or 0) - (last.right_margin or 0)) / 36000)
    if room < _NEEDED_MM:
        yield _hint(
            _(
                "Zwischen den Rändern sind {room} mm Platz statt {needed} mm; Tabellen werden entsprechend schmaler."
            ).format(room=room, needed=_NEEDED_MM)
        )
    else:
        yield Finding(Level.GOOD, _("Zwischen den Rändern ist Platz für alle Tabellen."))


def _about_origin(document: WordDocument, tied: bool) -> Iterator[Finding]:
    languages = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val")
    if not languages or not languages[0].lower().startswith("de"):
        yield _hint(_("Die Sprache der Vorlage ist nicht Deutsch; im Protokoll ist sie es."))
    yield Finding(
        Level.GOOD, _("Verfasser, Firma und andere Eigenschaften der Vorlage kommen nicht in die Protokolle.")
    )
    if tied:
        yield _hint(
            _("Die Vorlage ist mit einer anderen Datei verknüpft. Die Verknüpfung kommt nicht in die Protokolle.")
        )
    if _compatibility(document) < _TODAYS_WORD:
        yield _hint(
            _("Word öffnet die Protokolle im Kompatibilitätsmodus. Datei › Informationen › Konvertieren hebt ihn auf.")
        )


def _compatibility(document: WordDocument) -> int:
    values = document.settings.element.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']/@w:val")
    return int(values[0]) if values and values[0].isdigit() else 0
