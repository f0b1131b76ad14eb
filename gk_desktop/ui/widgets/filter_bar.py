"""Narrowing the stream: by kind, speaker, category, TOP and words."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.entry_kind import ENTRY_KIND_LABELS
from gk_desktop.ui.theme import Sign, sign_colour
from gk_desktop.ui.viewmodels.entry_rows import EntryFilter
from gk_desktop.ui.viewmodels.event_notes import EventNotes

_Choices = Iterable[tuple[str, str]]


class FilterBar(QWidget):
    # Another filter: the EntryFilter.
    filter_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._speaker, self._category, self._item = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self._words = QLineEdit()
        self._clear = QToolButton()
        self._count = QLabel()

        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 12, 4)
        layout.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._words, 4)
        for box in self._boxes:
            layout.addWidget(box, 7 if box is self._category else 5)
        layout.addWidget(self._clear)
        layout.addWidget(self._count)

        for box in self._boxes:
            box.currentIndexChanged.connect(self._on_changed)
        self._words.textChanged.connect(self._on_changed)
        self._clear.clicked.connect(self.clear)

        self._name_widgets()
        for box in self._boxes:
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(64)
        self._words.setPlaceholderText(_("Filtern"))
        self._words.setMinimumWidth(72)
        self._clear.setText(_("Alle zeigen"))
        self._clear.setAutoRaise(True)
        self._count.setObjectName("entry_count")
        self.setObjectName("filter_bar")
        _fill(self._kind, _("Alle Arten"), ((kind.value, _(label)) for kind, label in ENTRY_KIND_LABELS.items()))
        self.refresh_colours()
        self._on_changed()

    def _name_widgets(self) -> None:
        names = (
            (self._kind, "filter_kind", _("Nach Art filtern")),
            (self._speaker, "filter_speaker", _("Nach Sprecher*in filtern")),
            (self._category, "filter_category", _("Nach Kategorie filtern")),
            (self._item, "filter_item", _("Nach TOP filtern")),
            (self._words, "filter_words", _("Nach Wörtern filtern")),
            (self._clear, "filter_clear", _("Filter aufheben")),
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
        return EntryFilter(kind, speaker, category, item, self._words.text().strip())

    def offer(self, notes: EventNotes) -> None:
        """What this event can be narrowed to: only categories that occur."""
        used = {category for entry in notes.entries.values() for category in entry.categories}
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
        self._words.setFocus()
        self._words.selectAll()

    def refresh_colours(self) -> None:
        colours = self._count.palette()
        colours.setColor(self._count.foregroundRole(), sign_colour(Sign.SECOND, self.palette()))
        self._count.setPalette(colours)

    @Slot()
    def clear(self) -> None:
        self._words.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)

    @Slot()
    def _on_changed(self) -> None:
        self._clear.setVisible(not self.wanted.is_empty)
        self.filter_changed.emit(self.wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for box, least in ((self._item, 600), (self._category, 500), (self._speaker, 400)):
            box.setVisible(event.size().width() >= least or bool(box.currentData()))


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
