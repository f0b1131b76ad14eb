"""Names of styles: what Word's own are called in German, and which style stands in for which."""

from collections.abc import Iterator, Mapping
from typing import Final

# What stands in for a missing style, from the nearest relative on; the end of the chain is Word's own default.
_FALLBACKS: Final[Mapping[str, str]] = {
    "Ankreuzzeile": "Notiz",
    "Notiz mit Uhrzeit": "Notiz",
    "Notiz mit Nummer": "Notiz",
    "Notiz mit Nummer und Uhrzeit": "Notiz mit Uhrzeit",
    "Beschluss mit Nummer": "Beschluss",
    "Auftrag mit Nummer": "Auftrag",
    "Offener Punkt mit Nummer": "Offener Punkt",
    "Beobachtung mit Nummer": "Beobachtung",
    "Interne Notiz mit Nummer": "Interne Notiz",
    "Eintragsnummer": "Uhrzeit",
    "Interne Notiz": "Beobachtung",
    "Beschluss": "Intense Quote",
    "Auftrag": "Intense Quote",
    "Offener Punkt": "Intense Quote",
    "Beobachtung": "Quote",
    "TOP": "heading 1",
    "Tabellenkopf": "Tabellentext",
    "Kennzeichen": "Strong",
    "Kopfdaten": "Table Grid",
    "Liste mit Kopfzeile": "Table Grid",
}

# What other programs, and Word in its menus, call Word's own styles.
_GERMAN_NAMES: Final[Mapping[str, str]] = {
    "Normal": "Standard",
    "heading 1": "Überschrift 1",
    "heading 2": "Überschrift 2",
    "heading 3": "Überschrift 3",
    "Title": "Titel",
    "Subtitle": "Untertitel",
    "Quote": "Zitat",
    "Intense Quote": "Intensives Zitat",
    "List Bullet": "Aufzählungszeichen",
    "Strong": "Fett",
    "Emphasis": "Hervorhebung",
    "Table Grid": "Tabellenraster",
}


def stand_ins(name: str) -> Iterator[str]:
    """What is used instead of a missing style, the nearest relative first."""
    relative = _FALLBACKS.get(name)
    while relative is not None:
        yield relative
        relative = _FALLBACKS.get(relative)


def german_name(name: str) -> str:
    """What a style is called in a German Word."""
    return _GERMAN_NAMES.get(name, name)
