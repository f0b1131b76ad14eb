"""Protokolle of an event: per kind its versions with who brought them where, what was handed out and what came back."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, QStandardPaths, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import _
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.minutes import (
    MINUTES_KIND_LABELS,
    ExportClass,
    Minutes,
    MinutesCorrection,
    MinutesExport,
    MinutesFrozen,
    MinutesKind,
    MinutesStatus,
)
from gk_desktop.services.minutes_release import STEPS, VersionOverview
from gk_desktop.services.minutes_versions import classes_of
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.changes_dialog import ChangesDialog
from gk_desktop.ui.dialogs.correction_dialog import CorrectionDialog
from gk_desktop.ui.dialogs.name_check_dialog import NameCheckDialog
from gk_desktop.ui.dialogs.release_dialog import ReleaseDialog
from gk_desktop.ui.viewmodels.minutes_versions_model import MinutesVersionsModel
from gk_desktop.ui.widgets.soft_selection import soften_selection

_OWN_KINDS: Final = (Minutes.KIND, MinutesExport.KIND, MinutesCorrection.KIND, MinutesFrozen.KIND)
_REFRESH_AFTER_MS: Final = 500


class _RoomyRows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + 6)


class MinutesSection(QWidget):
    """Reads the versions when it is shown, and while it is shown again with every change of this event's notes."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._event_id = ""
        self._kind = QComboBox()
        self._model = MinutesVersionsModel(self)
        self._tree = QTreeView()
        self._hint = QLabel()
        self._step = QPushButton()
        self._back = QPushButton(_("Schritt &zurück"))
        self._changes = QPushButton(_("Änderun&gen …"))
        self._correct = QPushButton(_("&Korrektur …"))
        self._file = QPushButton(_("Als &Datei"))
        self._folder = QPushButton(_("&Ordner öffnen"))
        self._menu = QMenu(self)
        self._timer = QTimer(self)
        self._lay_out()
        self._dress()

        self._kind.currentIndexChanged.connect(self.refresh)
        self._tree.selectionModel().currentChanged.connect(self._on_current_changed)
        self._tree.doubleClicked.connect(self._on_opened)
        self._step.clicked.connect(self._on_step)
        self._back.clicked.connect(self._on_back)
        self._changes.clicked.connect(self._on_changes)
        self._correct.clicked.connect(self._on_correct)
        self._folder.clicked.connect(self._on_folder)
        self._menu.triggered.connect(self._on_class_chosen)
        self._timer.timeout.connect(self.refresh)
        context.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        label = QLabel(_("Ar&t"))
        label.setBuddy(self._kind)
        kind = QHBoxLayout()
        kind.addWidget(label)
        kind.addWidget(self._kind, 1)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        rows = ((self._step, self._back), (self._changes, self._correct), (self._file, self._folder))
        for row, pair in enumerate(rows):
            for column, button in enumerate(pair):
                buttons.addWidget(button, row, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(kind)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._hint)
        layout.addLayout(buttons)

    def _dress(self) -> None:
        self.setObjectName("minutes_section")
        for kind in MinutesKind:
            self._kind.addItem(_(MINUTES_KIND_LABELS[kind]), kind.value)
        self._kind.setCurrentIndex(self._kind.findData(MinutesKind.COURSE.value))
        self._kind.setMinimumContentsLength(12)
        self._kind.setObjectName("minutes_kind")
        self._kind.setAccessibleName(_("Art des Protokolls"))
        self._hint.setWordWrap(True)
        self._hint.setObjectName("minutes_hint")
        self._hint.setEnabled(False)
        tree = self._tree
        tree.setModel(self._model)
        tree.setHeaderHidden(True)
        tree.setObjectName("minutes_versions")
        tree.setAccessibleName(_("Fassungen mit Schritten, Ausgaben und Korrekturen"))
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setIndentation(12)
        tree.setWordWrap(True)
        # File names begin with the kind of minutes and end with the class.
        tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tree.setExpandsOnDoubleClick(False)
        tree.setItemDelegate(_RoomyRows(tree))
        soften_selection(tree)
        names = (
            (self._step, "next_step", ""),
            (self._back, "step_back", _("Die Fassung auf den Status davor setzen")),
            (self._changes, "show_changes", _("Was sich seit einer freigegebenen Fassung geändert hat")),
            (self._correct, "add_correction", _("Rückmeldung zu einem Eintrag dieser Fassung festhalten")),
            (self._file, "write_version", _("Diese Fassung als Word- oder PDF-Datei ausgeben")),
            (self._folder, "open_export_folder", _("Den Ordner der gewählten Ausgabe öffnen")),
        )
        for button, name, tool_tip in names:
            button.setObjectName(name)
            button.setToolTip(tool_tip)
            button.setAutoDefault(False)
        self._file.setMenu(self._menu)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REFRESH_AFTER_MS)

    @property
    def kind(self) -> MinutesKind:
        return MinutesKind(self._kind.currentData())

    def open_event(self, event_id: str) -> None:
        """Show the minutes of this event."""
        self._event_id = event_id
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """The versions as they are now; the row that was chosen stays chosen."""
        if not (self._event_id and self.isVisible()):
            return
        releases = self._context.workspace.releases
        versions = self._context.perform(lambda: releases.overview(self._event_id, self.kind)) or []
        current = self._tree.currentIndex()
        place, parent = current.row(), current.parent().row()
        self._model.set_versions(versions)
        self._tree.expandAll()
        above = self._model.index(parent, 0) if parent >= 0 else QModelIndex()
        again = self._model.index(place, 0, above) if place >= 0 else QModelIndex()
        self._tree.setCurrentIndex(again if again.isValid() else self._model.index(0, 0))
        self._show_buttons()

    def _chosen(self) -> VersionOverview | None:
        return self._model.version_at(self._tree.currentIndex())

    def _corrected(self) -> Minutes | None:
        """The version that readers know: the chosen one, or the newest before it that was handed out or released."""
        chosen = self._chosen()
        known = self._model.versions[self._model.versions.index(chosen) :] if chosen else ()
        read = [item.minutes for item in known if item.exports or item.minutes.frozen_hash]
        return read[0] if read else chosen.minutes if chosen and chosen.minutes.id else None

    def _worked_on(self) -> Minutes | None:
        """The newest version, unless it is released."""
        newest = self._model.versions[0].minutes if self._model.versions else None
        return newest if newest and newest.status is not MinutesStatus.RELEASED else None

    def _show_buttons(self) -> None:
        worked_on, chosen = self._worked_on(), self._chosen()
        following = STEPS[STEPS.index(worked_on.status) + 1] if worked_on else None
        if following is MinutesStatus.RELEASED:
            self._step.setText(_("&Freigeben …"))
            self._step.setToolTip(_("Die Fassung einfrieren; wird vorher gefragt"))
        else:
            said = _("Nächster &Schritt: {status}").format(status=following.value) if following else _("Freigegeben")
            self._step.setText(said)
            self._step.setToolTip(_("Mit Ihrem Kürzel und der Uhrzeit; lässt sich rückgängig machen"))
        self._step.setEnabled(following is not None)
        self._back.setEnabled(worked_on is not None and worked_on.status is not MinutesStatus.RAW)
        self._changes.setEnabled(any(item.minutes.frozen_hash for item in self._model.versions))
        self._correct.setEnabled(self._corrected() is not None)
        self._file.setEnabled(chosen is not None)
        self._folder.setEnabled(self._model.export_at(self._tree.currentIndex()) is not None)
        is_decided = self._model.correction_at(self._tree.currentIndex()) is not None
        self._correct.setText(_("&Korrektur …") if not is_decided else _("&Korrektur entscheiden …"))
        self._menu.clear()
        for export_class in classes_of(self.kind):
            self._menu.addAction(export_class.value).setData(export_class.value)
        index = self._tree.currentIndex()
        is_told_whole = self._folder.isEnabled() or is_decided
        self._hint.setText(str(index.data(Qt.ItemDataRole.ToolTipRole)) if is_told_whole else _next_step(worked_on))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_buttons()

    @Slot()
    def _on_step(self) -> None:
        worked_on = self._worked_on()
        if worked_on is None:
            return
        following = STEPS[STEPS.index(worked_on.status) + 1]
        if following is MinutesStatus.RELEASED:
            unseen = self._context.workspace.name_checks.open_class(self._event_id, self.kind)
            if unseen is not None:
                NameCheckDialog(self._context, self._event_id, self.kind, unseen, self).open()
                return
            dialog = ReleaseDialog(worked_on, self)
            dialog.release_confirmed.connect(self._on_release_confirmed)
            dialog.open()
        else:
            self._set_status(following)

    @Slot()
    def _on_back(self) -> None:
        worked_on = self._worked_on()
        if worked_on is not None:
            self._set_status(STEPS[STEPS.index(worked_on.status) - 1])

    def _set_status(self, status: MinutesStatus) -> None:
        releases = self._context.workspace.releases
        self._context.perform(lambda: releases.set_status(self._event_id, self.kind, status))

    @Slot()
    def _on_release_confirmed(self) -> None:
        releases = self._context.workspace.releases
        self._context.perform(lambda: releases.release(self._event_id, self.kind))

    @Slot()
    def _on_changes(self) -> None:
        released = [item.minutes.version for item in self._model.versions if item.minutes.frozen_hash]
        if released and released[0] is not None:
            newest_is_last = self._worked_on() is None and len(released) > 1
            older = released[1] if newest_is_last else released[0]
            ChangesDialog(self._context, self._event_id, self.kind, older or 1, self).open()

    @Slot()
    def _on_correct(self) -> None:
        corrected = self._corrected()
        if corrected is not None:
            correction = self._model.correction_at(self._tree.currentIndex())
            CorrectionDialog(self._context, corrected, correction, self).open()

    @Slot(QAction)
    def _on_class_chosen(self, action: QAction) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        export_class = ExportClass(action.data())
        minutes = self._context.workspace.minutes
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{_(MINUTES_KIND_LABELS[self.kind])}_Fassung_{chosen.minutes.version}_{export_class.value}.docx"
        filters = f"{_('Word-Dokument (*.docx)')};;{_('PDF-Dokument (*.pdf)')}"
        target, _filter = QFileDialog.getSaveFileName(
            self, _("Wohin mit dem Protokoll?"), str(Path(folder) / name), filters
        )
        if target:
            self._context.perform(
                lambda: minutes.export(
                    self._event_id, self.kind, export_class, Path(target), version=chosen.minutes.version
                )
            )

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        if self._model.correction_at(index) is not None:
            self._on_correct()
        elif self._model.export_at(index) is not None:
            self._on_folder()

    @Slot()
    def _on_folder(self) -> None:
        export = self._model.export_at(self._tree.currentIndex())
        if export is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(export.file).parent)))

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change_set.ids(kind) for kind in _OWN_KINDS):
            self.refresh()
        elif self._event_id and self.isVisible():
            # Whether the notes have moved on since a release: not asked while somebody is typing.
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._tree.hasFocus():
            self._on_opened(self._tree.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            soften_selection(self._tree)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _next_step(worked_on: Minutes | None) -> str:
    if worked_on is None:
        return _("Was Sie in der Mitschrift ändern, gehört zur nächsten Fassung.")
    hints = {
        MinutesStatus.RAW: _("Noch eine Rohnotiz. Ist die Mitschrift durchgesehen, setzen Sie sie auf Entwurf."),
        MinutesStatus.DRAFT: _("Hat jemand aus dem Team den Entwurf gelesen, setzen Sie ihn auf gegengelesen."),
        MinutesStatus.PROOFREAD: _("Gegengelesen. Mit der Freigabe wird diese Fassung eingefroren."),
    }
    return hints[worked_on.status]
