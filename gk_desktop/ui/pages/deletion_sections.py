"""What has to be deleted by when, and the proof that it was: the other two parts of the page of consents."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.due_deletions import KEPT_DATA_LABELS, DueDeletion, Urgency
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.deletion_dialog import DeletionDialog
from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.widgets.empty_state import EmptyState
from gk_desktop.ui.widgets.record_list import RecordList

_MONTHS: Final = (
    N_("Januar"), N_("Februar"), N_("März"), N_("April"), N_("Mai"), N_("Juni"),
    N_("Juli"), N_("August"), N_("September"), N_("Oktober"), N_("November"), N_("Dezember"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """A day that is watched; `month` is empty where the row above belongs to the same."""

    due: DueDeletion
    month: str
    urgency: Urgency

    @property
    def id(self) -> str:
        return self.due.id

    def search_text(self) -> str:
        return ""


class _Section(QWidget):
    """A list with a sentence and buttons above it, or, while there is nothing, what will stand here."""

    def __init__(self, listing: RecordList, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listing = listing
        self._sentence = QLabel()
        self._head = QHBoxLayout()
        self._stack = QStackedWidget()
        self._head.setContentsMargins(16, 8, 24, 0)
        self._head.setSpacing(8)
        self._head.addWidget(self._sentence, 1)
        full = QWidget()
        self._column = QVBoxLayout(full)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._stack.addWidget(EmptyState(nothing))
        self._stack.addWidget(full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._sentence.setWordWrap(True)

    def add_button(self, text: str, shortcut: str, tip: str, name: str, slot: Callable[[], None]) -> QAction:
        """By key and from the command palette, too."""
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(tip)
        action.triggered.connect(slot)
        self.addAction(action)
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setObjectName(name)
        button.clicked.connect(action.trigger)
        self._head.addWidget(button)
        return action

    def place_list(self) -> None:
        """Below the buttons: what comes later is reached later by Tab."""
        self._column.addWidget(self.listing, 1)

    def show_rows(self, rows: list[Any], sentence: str) -> None:
        self.listing.set_rows(rows)
        self._sentence.setText(sentence)
        self._stack.setCurrentIndex(1 if rows else 0)
        if rows and not self.listing.current_id:
            self.listing.select_first()


class DueSection(_Section):
    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        columns = (
            ListColumn(N_("Monat"), lambda row: row.month),
            ListColumn(N_("Löschen bis"), lambda row: day_text(row.due.day)),
            ListColumn(N_("Stand"), lambda row: _(row.urgency.value)),
            ListColumn(N_("Person"), lambda row: row.due.code),
            ListColumn(N_("Was"), lambda row: _(KEPT_DATA_LABELS[row.due.data])),
        )
        nothing = _(
            "Hier stehen die Löschfristen aus den Einwilligungen, nach Monaten; was überfällig ist, steht oben."
        )
        super().__init__(RecordList(columns, (140, 100, 110, 160, 0), _("Löschfristen"), stretched=4), nothing, parent)
        self._context = context
        self._rows: dict[str, _Row] = {}
        tip = _("Sie haben es gelöscht: Das kommt ins Löschprotokoll, die Frist ist erledigt")
        self.mark = self.add_button(_("Löschung eintragen …"), "Ctrl+D", tip, "mark_deleted", self._on_mark)
        self.place_list()
        self.listing.open_requested.connect(self._on_mark)
        self.setObjectName("due_section")

    def refresh(self) -> int:
        """Show what is watched now; returns how much of it is overdue or has to go soon."""
        consents = self._context.workspace.consents
        rows: list[_Row] = []
        before = ""
        for due in consents.due():
            month = f"{_(_MONTHS[due.day.month - 1])} {due.day.year}"
            rows.append(_Row(due, month if month != before else "", due.urgency(consents.today)))
            before = month
        self._rows = {row.id: row for row in rows}
        overdue = sum(row.urgency is Urgency.OVERDUE for row in rows)
        soon = sum(row.urgency is Urgency.SOON for row in rows)
        self.show_rows(rows, _counted(overdue, soon))
        self.mark.setEnabled(bool(rows))
        return overdue + soon

    @Slot()
    def _on_mark(self) -> None:
        row = self._rows.get(self.listing.current_id)
        if row is not None:
            DeletionDialog(self._context, row.due, self).open()


def _counted(overdue: int, soon: int) -> str:
    if not overdue and not soon:
        return _("In den nächsten 30 Tagen ist nichts zu löschen.")
    late = ngettext("{count} Frist ist überfällig", "{count} Fristen sind überfällig", overdue).format(count=overdue)
    near = ngettext("{count} Frist ist bald fällig", "{count} Fristen sind bald fällig", soon).format(count=soon)
    return ", ".join(text for text, count in ((late, overdue), (near, soon)) if count) + "."


class DeletionLogSection(_Section):
    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        columns = (
            ListColumn(N_("Gelöscht am"), lambda item: day_text(item.done_on) if item.done_on else "–"),
            ListColumn(N_("Code"), lambda item: item.code or "–"),
            ListColumn(N_("Was"), lambda item: item.subject),
            ListColumn(N_("Anlass"), lambda item: item.cause),
            ListColumn(N_("Durch"), lambda item: item.done_by),
        )
        nothing = _("Hier steht, was wann gelöscht wurde: nur Code, Datum und Anlass, nie der Inhalt.")
        listing = RecordList(columns, (110, 150, 180, 0, 150), _("Löschprotokoll"), stretched=3)
        super().__init__(listing, nothing, parent)
        self._context = context
        preview = _("Wie das Löschprotokoll auf Papier aussieht; dort lässt es sich auch drucken")
        self.add_button(_("Löschprotokoll ansehen …"), "", preview, "preview_log", self._on_preview)
        save = _("Als Word- oder PDF-Dokument speichern; die Datei ist lesbar")
        self.add_button(_("Löschprotokoll speichern …"), "", save, "save_log", self._on_save)
        self.place_list()
        self.setObjectName("deletion_log_section")

    def refresh(self) -> None:
        rows = self._context.workspace.consents.deletions()
        count = ngettext("{count} Löschung", "{count} Löschungen", len(rows)).format(count=len(rows))
        self.show_rows(rows, count)

    @Slot()
    def _on_preview(self) -> None:
        document = self._context.perform(self._context.workspace.forms.deletion_log)
        if document is not None:
            PreviewDialog(document, self).open()

    @Slot()
    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        filters = f"{_('Word-Dokument (*.docx)')};;{_('PDF-Dokument (*.pdf)')}"
        suggested = str(Path(folder) / _("Loeschprotokoll.docx"))
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Löschprotokoll speichern"), suggested, filters)
        if chosen:
            self._context.perform(lambda: self._context.workspace.forms.export_deletion_log(Path(chosen)))
