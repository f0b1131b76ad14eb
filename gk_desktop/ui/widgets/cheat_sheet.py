"""All keys and signs of the Mitschrift, beside the notes instead of over them."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.domain.line import MARKS

_SYNTAX = (
    ("Name: …", N_("bekannte*r Sprecher*in")),
    ("@Name: …", N_("neue*r Sprecher*in")),
    ("„…“", N_("wörtliches Zitat")),
    ("> wer bis TT.MM.: was", N_("Auftrag mit Termin")),
    ("TOP 3: Titel", N_("TOP wechseln oder anlegen")),
    ("-2min …", N_("vor zwei Minuten gesagt")),
    ("… #Code #nz", N_("Kategorie, nicht zitieren")),
    ("\\…", N_("ganz wörtlich nehmen")),
)
_LINE_KEYS = (
    ("Enter", N_("Eintrag")),
    ("Umschalt+Enter", N_("neue Zeile darin")),
    ("↑", N_("letzten Eintrag ändern (leere Zeile)")),
    ("Tab", N_("Vorschlag übernehmen, noch einmal: den nächsten")),
    ("Strg+1 … Strg+9", N_("Sprecher*in aus der Liste")),
    ("Esc", N_("zurück zur Zeile; verwirft nichts")),
    ("Strg+Z / Strg+Y", N_("zurücknehmen / wiederherstellen")),
)


class CheatSheet(QScrollArea):
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setContentsMargins(12, 8, 12, 12)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(self._text)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("cheat_sheet")
        self.setAccessibleName(_("Tasten und Zeichen der Mitschrift"))

    @property
    def text(self) -> str:
        return self._text.text()

    def show_actions(self, actions: Iterable[QAction]) -> None:
        keys = [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), action.text())
            for action in actions
            if action.text() and not action.shortcut().isEmpty()
        ]
        marks = [(mark, _(ENTRY_KIND_LABELS[kind])) for mark, kind in MARKS.items()]
        self._text.setText(
            _table(_("In der Zeile"), [(key, _(text)) for key, text in _LINE_KEYS])
            + _table(_("Tasten"), keys)
            + _table(_("Zeichen am Anfang"), marks)
            + _table(_("Schreibweise"), [(key, _(text)) for key, text in _SYNTAX])
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<tr><td style="padding: 1px 12px 1px 0"><b>{escape(key)}</b></td><td>{escape(text)}</td></tr>'
        for key, text in rows
    )
    return f'<p style="margin: 8px 0 2px 0"><b>{escape(title)}</b></p><table cellspacing="0">{lines}</table>'
