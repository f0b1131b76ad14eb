"""Above the stream: words to be found in it, and what it is narrowed to: kind, speaker, category, TOP, hits only."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.ui.viewmodels.entry_rows import EntryFilter
from gk_desktop.ui.viewmodels.event_notes import EventNotes

_Choices = Iterable[tuple[str, str]]
_SPACING = 8
_ROOM_OF_HITS = 250
_ROOM_OF_REST = 190
"""Of the words to be found, the count and the margins."""


class _FindLine(QLineEdit):
    # Enter forwards, Shift+Enter backwards.
    step_requested = Signal(int)
    # Escape: back to where one writes; what is looked for stays.
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step_requested.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    # Another filter: the EntryFilter.
    filter_changed = Signal(object)
    # Other words to be found.
    words_changed = Signal(str)
    # To the next hit (1) or the previous one (-1).
    step_requested = Signal(int)
    # Back to the line.
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._speaker, self._category, self._item = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._words = _FindLine()
        self._hits = QLabel()
        self._only_hits = QToolButton()
        self._clear = QToolButton()
        self._count = QLabel()

        self._lay_out()

        for box in self._boxes:
            box.currentIndexChanged.connect(self._on_changed)
        self._words.textChanged.connect(self._on_words)
        self._words.step_requested.connect(self.step_requested)
        self._words.left.connect(self.left)
        self._only_hits.toggled.connect(self._on_changed)
        self._clear.clicked.connect(self.clear)

        self._name_widgets()
        self._dress()
        _fill(self._kind, _("Alle Arten"), ((kind.value, _(label)) for kind, label in ENTRY_KIND_LABELS.items()))
        self._on_changed()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 12, 4)
        layout.setSpacing(_SPACING)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._words, 5)
        layout.addWidget(self._hits)
        layout.addWidget(self._only_hits)
        for box in self._boxes:
            layout.addWidget(box, 7 if box is self._category else 5)
        layout.addWidget(self._clear)
        layout.addWidget(self._count)

    def _dress(self) -> None:
        for box in self._boxes:
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words.setPlaceholderText(_("Suchen"))
        self._words.setMinimumWidth(72)
        self._only_hits.setText(_("Nur Treffer"))
        self._only_hits.setCheckable(True)
        self._only_hits.setAutoRaise(True)
        for label in (self._hits, self._count):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for widget in (self._hits, self._only_hits):
            widget.hide()
        self._clear.setText(_("Alle zeigen"))
        self._clear.setAutoRaise(True)
        self._count.setObjectName("entry_count")
        self._hits.setObjectName("hit_count")
        self.setObjectName("filter_bar")

    def _name_widgets(self) -> None:
        names = (
            (self._kind, "filter_kind", _("Nach Art filtern")),
            (self._speaker, "filter_speaker", _("Nach Sprecher*in filtern")),
            (self._category, "filter_category", _("Nach Kategorie filtern")),
            (self._item, "filter_item", _("Nach TOP filtern")),
            (self._words, "find_words", _("In dieser Mitschrift suchen: Enter und F3 gehen weiter")),
            (self._only_hits, "only_hits", _("Nur Einträge zeigen, in denen es steht")),
            (self._clear, "filter_clear", _("Alle Einträge zeigen, nichts mehr suchen")),
        )
        for widget, name, label in names:
            widget.setObjectName(name)
            widget.setAccessibleName(label)
            widget.setToolTip(label)

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self._kind, self._speaker, self._category, self._item)

    @property
    def wanted(self) -> EntryFilter:
        kind, speaker, category, item = (box.currentData() or "" for box in self._boxes)
        return EntryFilter(kind, speaker, category, item, self.words if self._only_hits.isChecked() else "")

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._words.text().strip()

    def offer(self, notes: EventNotes) -> None:
        """What this event can be narrowed to: only categories that occur."""
        used = {category for entry in notes.entries.outlines() for category in entry.categories}
        categories = sorted((item for item in notes.categories.values() if item.id in used), key=lambda item: item.code)
        _fill(self._speaker, _("Alle Personen"), ((item.id, item.label) for item in notes.speakers()))
        _fill(self._category, _("Alle Kategorien"), ((item.id, f"{item.code} {item.name}") for item in categories))
        _fill(
            self._item,
            _("Alle TOP"),
            ((item.id, f"TOP {item.number} {item.title}".strip()) for item in notes.agenda_items()),
        )

    def show_count(self, shown: int, all_of_them: int) -> None:
        if shown == all_of_them:
            text = ngettext("{count} Eintrag", "{count} Einträge", shown).format(count=shown)
        else:
            text = _("{shown} von {count}").format(shown=shown, count=all_of_them)
        self._count.setText(text)

    def focus_words(self) -> None:
        """Where one types what is to be found, also in Feldmodus, which otherwise does without this bar."""
        self.show()
        self._words.setFocus()
        self._words.selectAll()

    def show_hits(self, number: int, hits: int) -> None:
        """`number` is that of the hit which is chosen, 0 for none."""
        if not hits:
            text = _("kein Treffer")
        elif number:
            text = _("{number} von {count}").format(number=number, count=hits)
        else:
            text = _("{count} Treffer").format(count=hits)
        self._hits.setText(text)

    def lift(self) -> None:
        """Show all entries; what is looked for stays."""
        self._only_hits.setChecked(False)
        for box in self._boxes:
            box.setCurrentIndex(0)

    @Slot()
    def clear(self) -> None:
        self._words.clear()
        self.lift()

    @Slot()
    def _on_words(self) -> None:
        for widget in (self._hits, self._only_hits):
            widget.setVisible(bool(self.words))
        if not self.words:
            self._only_hits.setChecked(False)
        self.words_changed.emit(self.words)
        self._on_changed()
        self._fit(self.width())

    @Slot()
    def _on_changed(self) -> None:
        self._clear.setVisible(bool(self.words) or not self.wanted.is_empty)
        self.filter_changed.emit(self.wanted)

    def _fit(self, width: int) -> None:
        """As many boxes as can be read; one that narrows what is shown always."""
        room = width - (_ROOM_OF_HITS if self.words else 0) - _ROOM_OF_REST
        for box in self._boxes:
            least = _width_for(box, box.itemText(0))
            box.setMinimumWidth(least)
            room -= least + _SPACING
            box.setVisible(room >= 0 or bool(box.currentData()))
        self._count.setVisible(not self.words or room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())


def _width_for(box: QComboBox, text: str) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    size = QSize(box.fontMetrics().horizontalAdvance(text), box.fontMetrics().height())
    return box.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, size, box).width()


def _fill(box: QComboBox, everything: str, choices: _Choices) -> None:
    """Other choices; what is chosen stays chosen, if it is still there."""
    wanted = [("", everything), *choices]
    if wanted == [(box.itemData(at) or "", box.itemText(at)) for at in range(box.count())]:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for key, label in wanted:
        box.addItem(label, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
    if chosen and not box.currentData():
        box.currentIndexChanged.emit(0)
