"""Whose rights: a line that filters by code or name, and the persons below it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.search_text import fold


class PersonChooser(QWidget):
    # A double click on somebody, or Enter in the list.
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subjects: Sequence[Subject] = ()
        self._line = QLineEdit()
        self._list = QListWidget()
        self._hint = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._line, self._list, self._hint):
            layout.addWidget(widget)

        self._line.textChanged.connect(self._on_typed)
        self._list.itemActivated.connect(self._on_activated)
        self._line.installEventFilter(self)

        self._line.setObjectName("person_filter")
        self._line.setAccessibleName(_("Code oder Name"))
        self._line.setPlaceholderText(_("Code; mit offener Schlüsseldatei auch der Name"))
        self._list.setObjectName("persons")
        self._list.setAccessibleName(_("Personen"))
        self._hint.setWordWrap(True)
        self.setFocusProxy(self._line)

    def show_subjects(self, subjects: Sequence[Subject], *, names_known: bool) -> None:
        self._subjects = subjects
        self._hint.setText(_hint(subjects, names_known=names_known))
        self._on_typed("")

    @property
    def subject(self) -> Subject | None:
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def select(self, person_id: str) -> None:
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole).person.id == person_id:
                self._list.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self._list.currentRow() + step
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._list.clear()
        for subject in self._subjects:
            label = (
                subject.label
                if subject.in_workspace
                else _("{label} (nur in der Schlüsseldatei)").format(label=subject.label)
            )
            if fold(text) in fold(label):
                item = QListWidgetItem(label)
                item.setData(Qt.ItemDataRole.UserRole, subject)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    @Slot(QListWidgetItem)
    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.chosen.emit()


def _hint(subjects: Sequence[Subject], *, names_known: bool) -> str:
    if not subjects:
        return _("Noch ist niemand angelegt. Personen legen Sie auf der Seite „Personen“ an.")
    if names_known:
        return ""
    return _("Die Schlüsseldatei ist geschlossen: Es gibt nur Codes. Öffnen Sie sie vorher, wenn Sie können.")
