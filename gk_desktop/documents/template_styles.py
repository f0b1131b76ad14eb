"""Every style that documents ask a template for: what it is called in Word, what it is for, what stands in for it.

The names come from the tree and from the writer's few own ones; the tests hold them against what the writer asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.template_names import german_name, stand_ins
from gk_desktop.documents.tree import ParagraphStyle, RunStyle, TableStyle

KIND_LABELS: Final = {"paragraph": N_("Absatz"), "character": N_("Zeichen"), "table": N_("Tabelle")}

_PURPOSES: Final = {
    "Title": N_("Titel des Dokuments"),
    "Subtitle": N_("Zeile unter dem Titel: Art des Protokolls und Tag"),
    "Normal": N_("Fließtext; die Grundlage aller anderen"),
    "heading 1": N_("Überschriften der Abschnitte"),
    "heading 2": N_("Zwischenüberschriften"),
    "heading 3": N_("Überschriften darunter"),
    "TOP": N_("Überschrift eines Tagesordnungspunkts: „TOP 3“, Tabulator, Titel"),
    "Notiz": N_("Aussage aus der Mitschrift"),
    "Notiz mit Uhrzeit": N_("Aussage mit Uhrzeit davor; hängender Einzug"),
    "Quote": N_("wörtliches Zitat"),
    "Beschluss": N_("Beschluss; auffällig, denn danach wird gesucht"),
    "Auftrag": N_("Auftrag: was, wer, bis wann"),
    "Offener Punkt": N_("was offen geblieben ist"),
    "Beobachtung": N_("Beobachtung; nur in internen Fassungen"),
    "Interne Notiz": N_("Anmerkung, Kontext, Rückfrage; nur in internen Fassungen"),
    "Hinweis": N_("Hinweis an die Lesenden, etwa „Gedächtnisprotokoll“"),
    "List Bullet": N_("Liste mit Punkten"),
    "Unterschriftszeile": N_("Unterschrift: Text, Tabulator, Linie bis zum zweiten Tabulator"),
    "Ankreuzzeile": N_("Zeile zum Ankreuzen in Formularen"),
    "Erklärung": N_("Erklärung über einer Unterschrift; bleibt mit ihr auf einer Seite"),
    "Tabellentext": N_("Text in Tabellen"),
    "Tabellenkopf": N_("Kopfzeile und Beschriftungen in Tabellen"),
    "Tabellenende": N_("leerer Absatz hinter einer Tabelle; so klein wie möglich"),
    "Notiz mit Nummer": N_("Aussage mit Eintragsnummer am Rand"),
    "Notiz mit Nummer und Uhrzeit": N_("Aussage mit Eintragsnummer und Uhrzeit"),
    "Beschluss mit Nummer": N_("Beschluss mit Eintragsnummer am Rand"),
    "Auftrag mit Nummer": N_("Auftrag mit Eintragsnummer am Rand"),
    "Offener Punkt mit Nummer": N_("offener Punkt mit Eintragsnummer am Rand"),
    "Beobachtung mit Nummer": N_("Beobachtung mit Eintragsnummer am Rand"),
    "Interne Notiz mit Nummer": N_("interne Notiz mit Eintragsnummer am Rand"),
    "Strong": N_("Hervorgehobenes, etwa wer spricht"),
    "Emphasis": N_("schwach Hervorgehobenes"),
    "Uhrzeit": N_("Uhrzeit vor einem Eintrag; klein und grau"),
    "Kennzeichen": N_("Wort davor, etwa „Beschluss B-A3“"),
    "Kategorie": N_("Kategorie und Dimension hinter einem Eintrag"),
    "Eintragsnummer": N_("Nummer eines Eintrags am Rand"),
    "Kopfdaten": N_("Tabelle mit Ort, Zeit, Teilnehmenden; erste Spalte mit Beschriftungen"),
    "Liste mit Kopfzeile": N_("Listen, etwa der Aufträge; Kopfzeile auf jeder Seite"),
    "Table Grid": N_("schlichte Tabelle mit Gitter"),
}
_WRITERS_OWN: Final = ("heading 1", "heading 2", "heading 3", "TOP", "Tabellenende")


@dataclass(frozen=True, slots=True)
class TemplateStyle:
    """`kind` is Word's ("paragraph", "character", "table"); `name` is how Word stores it."""

    kind: str
    name: str

    @property
    def shown_name(self) -> str:
        """As a German Word shows it."""
        return german_name(self.name)

    @property
    def purpose(self) -> str:
        """Empty for a style of which nobody has written what it is for."""
        return _(_PURPOSES[self.name]) if self.name in _PURPOSES else ""

    @property
    def stand_in(self) -> str:
        """What is used where it is missing, as a German Word shows it; empty for the template's default."""
        return next((german_name(name) for name in stand_ins(self.name)), "")


def template_styles() -> tuple[TemplateStyle, ...]:
    """All of them, in the order in which one would make them."""
    order = {name: place for place, name in enumerate(_PURPOSES)}
    return tuple(sorted(set(_all_styles()), key=lambda style: (order.get(style.name, len(order)), style.name)))


def _all_styles() -> Iterator[TemplateStyle]:
    for kind, family in (("paragraph", ParagraphStyle), ("character", RunStyle), ("table", TableStyle)):
        yield from (TemplateStyle(kind, style.value) for style in family)
    yield from (TemplateStyle("paragraph", name) for name in _WRITERS_OWN)
    yield from (TemplateStyle("paragraph", name) for name in _PURPOSES if " mit Nummer" in name)
