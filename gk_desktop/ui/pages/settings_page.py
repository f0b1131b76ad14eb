"""Settings: looks, locking, passphrase, backups. Everything applies at once."""

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _
from gk_desktop.base.settings import Settings
from gk_desktop.store.backups import BackupReason
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.theme import APPEARANCE_LABELS, Appearance
from gk_desktop.ui.widgets.identity_box import IdentityBox
from gk_desktop.ui.widgets.scrolled import Scrolled

_BACKUP_REASONS = {
    BackupReason.MANUAL.value: N_("von Hand"),
    BackupReason.AUTOMATIC.value: N_("von selbst"),
    BackupReason.BEFORE_MIGRATION.value: N_("vor einer Umstellung"),
    BackupReason.BEFORE_RESTORE.value: N_("vor dem Einspielen"),
    BackupReason.BEFORE_IMPORT.value: N_("vor einem Import"),
    BackupReason.BEFORE_PURGE.value: N_("vor endgültigem Löschen"),
}

_ONE_COLUMN, _ONE_COLUMN_BELOW = 400, 860


class SettingsPage(QWidget):
    TITLE = N_("Einstellungen")

    # The new settings.
    settings_changed = Signal(object)
    passphrase_requested = Signal()
    about_requested = Signal()
    backed_up = Signal()
    # The path of the backup that shall take the place of the workspace.
    restore_requested = Signal(object)
    # What is to be done with the Schlüsseldatei.
    identities_requested = Signal(str)

    def __init__(self, context: WorkspaceContext, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._settings = settings
        self._appearance = QComboBox()
        self._notes_size = QDoubleSpinBox()
        self._field_size = QDoubleSpinBox()
        self._lock_after = QSpinBox()
        self._passphrase = QPushButton(_("Passphrase des Projekts &ändern …"))
        self._templates = QPushButton(_("&Word-Vorlagen …"))
        self._forms = QPushButton(_("For&mulare und Merkblätter …"))
        self._project = QPushButton(_("Pro&jektangaben …"))
        self._back_up = QPushButton(_("Jetzt &sichern"))
        self._restore = QPushButton(_("Ausgewählte &einspielen …"))
        self._backups = QListWidget()
        self._about = QPushButton(_("Ü&ber GK Feldbuch …"))
        self._identities = IdentityBox(context.workspace.identities)
        self._task: tasks.Task | None = None

        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()

        self._show_settings()
        self._appearance.currentIndexChanged.connect(self._on_changed)
        for spin in (self._notes_size, self._field_size, self._lock_after):
            spin.valueChanged.connect(self._on_changed)
        self._passphrase.clicked.connect(self.passphrase_requested)
        self._about.clicked.connect(self.about_requested)
        self._templates.clicked.connect(self._on_templates)
        self._forms.clicked.connect(self._on_forms)
        self._project.clicked.connect(self._on_project)
        self._back_up.clicked.connect(self._on_back_up)
        self._restore.clicked.connect(self._on_restore)
        self._backups.currentRowChanged.connect(self._on_backup_chosen)
        self._identities.requested.connect(self.identities_requested)
        context.identities_changed.connect(self._identities.refresh)
        self._add_actions()

    def _lay_out(self) -> None:
        content = QWidget()
        content.setLayout(self._columns)
        self._columns.setContentsMargins(24, 16, 24, 16)
        self._columns.setSpacing(24)
        self._columns.addWidget(self._choices(), 1)
        beside = QVBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self._identities)
        beside.addWidget(self._backup_box(), 1)
        self._columns.addLayout(beside, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scrolled(content, least_width=_ONE_COLUMN))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_narrow = event.size().width() < _ONE_COLUMN_BELOW
        self._columns.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)

    def _choices(self) -> QWidget:
        for appearance in Appearance:
            self._appearance.addItem(_(APPEARANCE_LABELS[appearance]), appearance.value)
        for spin in (self._notes_size, self._field_size):
            spin.setRange(8, 32)
            spin.setSingleStep(0.5)
            spin.setDecimals(1)
            spin.setSuffix(_(" Punkt"))
        self._lock_after.setRange(1, 240)
        self._lock_after.setSuffix(_(" Minuten"))
        box = QWidget()
        form = QFormLayout(box)
        form.setSpacing(12)
        for label, field, name in (
            (_("&Darstellung"), self._appearance, "appearance"),
            (_("Schriftgröße der &Notizen"), self._notes_size, "notes_points"),
            (_("Schriftgröße im &Feldmodus"), self._field_size, "field_mode_points"),
            (_("Sperren nach &Ruhe von"), self._lock_after, "lock_after"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label.replace("&", ""))
            form.addRow(label, field)
        hint = QLabel(_("Während einer Mitschrift wird erst nach 45 Minuten ohne Taste gesperrt."))
        hint.setWordWrap(True)
        form.addRow("", hint)
        for button, name, tool_tip in (
            (self._passphrase, "passphrase", ""),
            (self._project, "edit_project", _("Was Einwilligungen und Merkblätter über das Projekt sagen")),
            (self._forms, "open_forms", _("Einwilligungen, Information nach Art. 13 und Merkblätter drucken")),
            (self._templates, "open_templates", ""),
            (self._about, "about", ""),
        ):
            button.setObjectName(name)
            button.setToolTip(tool_tip)
            form.addRow("", button)
        return box

    def _backup_box(self) -> QGroupBox:
        box = QGroupBox(_("Sicherungen"))
        layout = QVBoxLayout(box)
        explanation = QLabel(
            _(
                "Jede Sicherung ist vollständig, verschlüsselt und beim Anlegen geprüft. Vor dem Einspielen wird der"
                " jetzige Stand gesichert."
            )
        )
        explanation.setWordWrap(True)
        layout.addWidget(explanation)
        layout.addWidget(self._backups)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back_up)
        buttons.addWidget(self._restore)
        layout.addLayout(buttons)
        self._restore.setObjectName("restore")
        self._backups.setAccessibleName(_("Vorhandene Sicherungen, die neueste zuerst"))
        self._backups.setObjectName("backups")
        self._back_up.setObjectName("back_up")
        return box

    def _add_actions(self) -> None:
        for text, slot in (
            (_("Jetzt sichern"), self._on_back_up),
            (_("Passphrase des Projekts ändern …"), self.passphrase_requested),
            (_("Über GK Feldbuch"), self.about_requested),
        ):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self.addAction(action)

    def enter(self) -> None:
        self._fill_backups()
        self._identities.refresh()
        self._appearance.setFocus()

    def _show_settings(self) -> None:
        self._appearance.setCurrentIndex(max(0, self._appearance.findData(self._settings.appearance)))
        self._notes_size.setValue(self._settings.notes_points)
        self._field_size.setValue(self._settings.field_mode_points)
        self._lock_after.setValue(self._settings.lock_after_minutes)

    def _fill_backups(self) -> None:
        self._backups.clear()
        for backup in self._context.workspace.store.backups.all():
            reason = _(_BACKUP_REASONS.get(backup.reason, backup.reason))
            item = QListWidgetItem(f"{backup.made_at:%d.%m.%Y %H:%M:%S} · {reason}")
            item.setData(Qt.ItemDataRole.UserRole, backup.path)
            self._backups.addItem(item)
        if not self._backups.count():
            self._backups.addItem(_("Noch keine Sicherung."))
        self._on_backup_chosen()

    @Slot()
    def _on_backup_chosen(self) -> None:
        self._restore.setEnabled(self._chosen_backup() is not None)

    def _chosen_backup(self) -> Path | None:
        item = self._backups.currentItem()
        path = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return path if isinstance(path, Path) else None

    @Slot()
    def _on_templates(self) -> None:
        from gk_desktop.ui.dialogs.templates_dialog import TemplatesDialog  # noqa: PLC0415 - reads Word files

        TemplatesDialog(self._context, self).open()

    @Slot()
    def _on_forms(self) -> None:
        from gk_desktop.ui.dialogs.forms_dialog import FormsDialog  # noqa: PLC0415 - sets pages

        FormsDialog(self._context, self).open()

    @Slot()
    def _on_project(self) -> None:
        from gk_desktop.ui.dialogs.project_dialog import ProjectDialog  # noqa: PLC0415 - rarely wanted

        ProjectDialog(self._context, self).open()

    @Slot()
    def _on_restore(self) -> None:
        path = self._chosen_backup()
        item = self._backups.currentItem()
        if path is None or item is None:
            return
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(_("Sicherung vom {name} einspielen?").format(name=item.text()))
        question.setInformativeText(_("Das Projekt hat danach wieder diesen Stand; der jetzige wird vorher gesichert."))
        restore = question.addButton(_("Einspielen"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(_("Abbrechen"), QMessageBox.ButtonRole.RejectRole)
        question.exec()
        if question.clickedButton() is restore:
            self.restore_requested.emit(path)
        question.deleteLater()

    @Slot()
    def _on_changed(self) -> None:
        self._settings = dataclasses.replace(
            self._settings,
            appearance=self._appearance.currentData(),
            notes_points=self._notes_size.value(),
            field_mode_points=self._field_size.value(),
            lock_after_minutes=self._lock_after.value(),
        )
        self.settings_changed.emit(self._settings)

    @Slot()
    def _on_back_up(self) -> None:
        if self._task is not None:
            return
        self._back_up.setEnabled(False)
        self._back_up.setText(_("Wird gesichert …"))
        self._task = tasks.Task(self._context.workspace.store.backup_job(BackupReason.MANUAL))
        self._task.failed.connect(self._context.failed)
        self._task.broke.connect(self._on_broke)
        self._task.finished.connect(self._on_backed_up)
        self._task.start()

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    @Slot()
    def _on_backed_up(self) -> None:
        self._task = None
        self._back_up.setEnabled(True)
        self._back_up.setText(_("Jetzt &sichern"))
        self._fill_backups()
        self.backed_up.emit()
