"""The Papierkorb: everything that was deleted, of whatever kind, until it comes back or is deleted for good."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.entry import Decision, Task
from gk_desktop.domain.event import Event
from gk_desktop.domain.minutes import MinutesExport
from gk_desktop.domain.operation import Operation, OperationKind
from gk_desktop.domain.record import Record
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.services.exported_files import exported_files_about
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.cleansing_dialog import CleansingDialog
from gk_desktop.ui.dialogs.history_dialog import HistoryDialog
from gk_desktop.ui.viewmodels.field_texts import seen_fields, shown
from gk_desktop.ui.viewmodels.history_model import moment_of
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.viewmodels.record_titles import as_people_know_it, title, title_look_up
from gk_desktop.ui.widgets.empty_state import EmptyState
from gk_desktop.ui.widgets.record_list import RecordList

_MOST_FILES: Final = 8


class BinPage(QWidget):
    TITLE: ClassVar[str] = N_("Papierkorb")

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._deleted: dict[str, Record] = {}
        self._deletions: dict[str, Operation | None] = {}
        self._restore = self._add_action(_("Zurückholen"), "Ctrl+R", self._on_restore)
        self._purge = self._add_action(_("Endgültig löschen …"), "Shift+Del", self._on_purge)
        self._history = self._add_action(_("Verlauf …"), "Ctrl+H", self._on_history)
        columns = (
            ListColumn(N_("Art"), lambda record: _(record.LABEL)),
            ListColumn(N_("Bezeichnung"), title),
            ListColumn(N_("Gelöscht"), self._when),
        )
        self._list = RecordList(columns, (120, 0, 124), _(self.TITLE), stretched=1)
        self._title = QLabel()
        self._text = QLabel()
        self._right = QStackedWidget()
        self._lay_out()

        self._list.current_changed.connect(self._on_current_changed)
        self._list.open_requested.connect(self._on_open)
        context.changed.connect(self._on_changed)

        self.setObjectName("bin_page")

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._title.setFont(font)
        self._title.setWordWrap(True)
        self._title.setObjectName("record_title")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setObjectName("record_text")
        buttons = QHBoxLayout()
        for action, name in ((self._restore, "restore"), (self._history, "history"), (self._purge, "purge")):
            button = QPushButton(action.text())
            button.setObjectName(name)
            button.clicked.connect(action.trigger)
            buttons.addWidget(button)
        buttons.addStretch()
        record = QWidget()
        column = QVBoxLayout(record)
        column.setContentsMargins(16, 8, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(buttons)
        column.addWidget(self._text, 1)
        self._right.addWidget(
            EmptyState(_("Der Papierkorb ist leer. Was Sie löschen, bleibt hier, bis Sie es zurückholen."))
        )
        self._right.addWidget(record)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._list)
        split.addWidget(self._right)
        split.setSizes([450, 550])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _add_action(self, text: str, shortcut: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def primary_action(self) -> QAction:
        return self._restore

    def enter(self) -> None:
        """Up to date, and the focus in the list."""
        self.refresh()
        if not self._list.current_id:
            self._list.select_first()
        self._list.enter()

    def show_record(self, record_id: str) -> None:
        self.refresh()
        self._list.select(record_id)
        self._list.enter()

    def save_pending(self) -> None:
        """Nothing is typed here."""

    def refresh(self) -> None:
        """Show what lies in the Papierkorb now, what was deleted last on top."""
        found = self._find_deleted()
        self._deleted = {record.id: record for record in found}
        self._deletions = {record.id: self._deletion(record) for record in found}
        newest_first = sorted(found, key=self._time, reverse=True)
        self._list.set_rows(newest_first)
        self._right.setCurrentIndex(0 if not found else 1)
        if found and not self._list.current_id:
            self._list.select_first()
        self._show_record()

    def _find_deleted(self) -> list[Record]:
        """A decision or task goes and comes back with its entry, so it does not stand here beside it."""
        records = self._context.workspace.records
        found: list[Record] = []
        for record_type in RECORD_TYPES.values():
            found.extend(records.find(record_type, deleted=True))
        ids = {record.id for record in found}
        return [
            as_people_know_it(record, records)
            for record in found
            if not (isinstance(record, (Decision, Task)) and record.entry in ids)
        ]

    def _deletion(self, record: Record) -> Operation | None:
        operations = self._context.workspace.keeping.history(record.id)
        return next((item for item in reversed(operations) if item.kind is OperationKind.DELETE), None)

    def _time(self, record: Record) -> int:
        deletion = self._deletions[record.id]
        return deletion.time if deletion else 0

    def _when(self, record: Any) -> str:
        deletion = self._deletions.get(record.id)
        return f"{moment_of(deletion):%d.%m.%Y %H:%M}" if deletion else ""

    def _current(self) -> Record | None:
        return self._deleted.get(self._list.current_id)

    def _show_record(self) -> None:
        record = self._current()
        for action in (self._restore, self._purge, self._history):
            action.setEnabled(record is not None)
        if record is None:
            return
        self._title.setText(f"{_(record.LABEL)}: {title(record)}")
        self._text.setText("\n".join(self._lines(record)))

    def _lines(self, record: Record) -> Sequence[str]:
        title_of = title_look_up(self._context.workspace.records)
        lines = [
            f"{_(item.label)}: {shown(item, getattr(record, item.name), title_of)}"
            for item in seen_fields(type(record))
            if getattr(record, item.name) != item.default
        ]
        deletion = self._deletions.get(record.id)
        if deletion and deletion.author:
            lines += ["", _("Gelöscht von {author}").format(author=deletion.author)]
        return lines

    @Slot(str)
    def _on_current_changed(self, _record_id: str) -> None:
        self._show_record()

    @Slot(str)
    def _on_open(self, _record_id: str) -> None:
        button = self.findChild(QPushButton, "restore")
        if button is not None:
            button.setFocus()

    @Slot()
    def _on_restore(self) -> None:
        record = self._current()
        if record is not None:
            keeping = self._context.workspace.keeping
            self._context.perform(lambda: keeping.restore(type(record), record.id))

    @Slot()
    def _on_purge(self) -> None:
        record = self._current()
        if record is not None and self._is_confirmed(record):
            keeping = self._context.workspace.keeping
            if self._context.perform(lambda: keeping.purge(type(record), record.id)) is not None:
                CleansingDialog(self._context, self).open()

    def _is_confirmed(self, record: Record) -> bool:
        """The one question of this page: what is gone for good cannot be undone."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("Endgültig löschen"))
        box.setText(_("{kind} „{title}“ endgültig löschen?").format(kind=_(record.LABEL), title=title(record)))
        with_it = _("Mit ihr verschwinden Mitschrift, Tagesordnung, Beschlüsse und Aufträge. ")
        box.setInformativeText(
            (with_it if isinstance(record, Event) else "")
            + _(
                "Der Text verschwindet auch aus dem Verlauf und beim nächsten Austausch von den anderen Rechnern."
                " Das lässt sich nicht rückgängig machen. Vorher wird eine Sicherung angelegt; ältere Sicherungen"
                " enthalten den Text noch, bis sie ausgedünnt sind. In freigegebenen Protokollen wird er geschwärzt."
            )
            + _left_in_notes(record)
            + _handed_out(exported_files_about(self._context.workspace.records, record))
        )
        delete = box.addButton(_("Endgültig löschen"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(_("Behalten"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is delete

    @Slot()
    def _on_history(self) -> None:
        record = self._current()
        if record is not None:
            HistoryDialog(self._context, type(record), record.id, self).open()

    @Slot(object)
    def _on_changed(self, _change_set: object) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _left_in_notes(record: Record) -> str:
    """What is erased is known no more, and so it is no more replaced either."""
    if not isinstance(record, (Case, Institution)):
        return ""
    return " " + _(
        "In Mitschriften bleibt der Name stehen, wo er geschrieben wurde; in künftigen Protokollen wird er dann nicht"
        " mehr ersetzt."
    )


def _handed_out(exports: Sequence[MinutesExport]) -> str:
    """The documents that a purge cannot reach, to be deleted by hand."""
    if not exports:
        return ""
    lines = [f"{export.file} ({export.export_class.value})" for export in exports[:_MOST_FILES]]
    more = len(exports) - len(lines)
    if more:
        lines.append(
            ngettext("und {count} weitere Datei", "und {count} weitere Dateien", more).format(count=more)
            + _("; „minutes list“ nennt alle")
        )
    return "\n\n" + "\n".join([_("Ausgegebene Dateien, die den Text enthalten können, bleiben liegen:"), *lines])
