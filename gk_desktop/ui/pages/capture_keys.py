"""What the cheat sheet of the Mitschrift says: its keys, the signs at the start of a line, how things are written."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QAction

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.domain.line import MARKS
from gk_desktop.ui.widgets.cheat_sheet import KeyTable, keys_of

_LINE_KEYS: Final = (
    ("Enter", N_("Eintrag")),
    ("Umschalt+Enter", N_("neue Zeile darin")),
    ("↑", N_("letzten Eintrag ändern (leere Zeile)")),
    ("Tab", N_("Vorschlag übernehmen, noch einmal: den nächsten; ohne Vorschlag: in die Mitschrift")),
    ("Strg+1 … Strg+9", N_("Sprecher*in aus der Liste")),
    ("Esc", N_("diese Liste schließen, zurück zur Zeile; verwirft nichts")),
    ("Strg+Z / Strg+Y", N_("zurücknehmen / wiederherstellen")),
)
_STREAM_KEYS: Final = (
    ("Tab", N_("aus der Zeile hierher, der neueste Eintrag ist gewählt")),
    ("↑ ↓", N_("anderer Eintrag, mit Umschalt mehrere")),
    ("Umschalt+Tab, Esc", N_("zurück zur Zeile")),
)
_PANEL_KEYS: Final = (
    ("Enter", N_("beim TOP weiterschreiben, Namen in die Zeile, Eintrag zeigen, Abschnitt zuklappen")),
    ("F2", N_("TOP oder Teilnehmende ändern")),
    ("Alt+↑ / Alt+↓", N_("TOP nach oben / unten")),
)
_SYNTAX: Final = (
    ("Name: …", N_("bekannte*r Sprecher*in")),
    ("@Name: …", N_("neue*r Sprecher*in")),
    ("„…“", N_("wörtliches Zitat")),
    ("> wer bis TT.MM.: was", N_("Auftrag mit Termin")),
    ("TOP 3: Titel", N_("TOP wechseln oder anlegen")),
    ("-2min …", N_("vor zwei Minuten gesagt")),
    ("… #Code #nz", N_("Kategorie, nicht zitieren")),
    ("\\…", N_("ganz wörtlich nehmen")),
)


def key_tables(actions: Iterable[QAction], everywhere: KeyTable) -> list[KeyTable]:
    """The whole sheet; `everywhere` are the keys that other pages have as well."""
    return [
        KeyTable(_("In der Zeile"), _translated(_LINE_KEYS)),
        KeyTable(_("Tasten"), keys_of(actions)),
        KeyTable(_("In der Liste der Einträge"), _translated(_STREAM_KEYS)),
        KeyTable(_("Tagesordnung und rechte Spalte"), _translated(_PANEL_KEYS)),
        KeyTable(_("Zeichen am Anfang"), [(mark, _(ENTRY_KIND_LABELS[kind])) for mark, kind in MARKS.items()]),
        KeyTable(_("Schreibweise"), _translated(_SYNTAX)),
        everywhere,
    ]


def _translated(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, _(text)) for key, text in rows]
