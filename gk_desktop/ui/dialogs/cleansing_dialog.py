"""After something was deleted for good: the file is written anew, so that no page keeps a piece of the text."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui import tasks
from gk_desktop.ui.changes import WorkspaceContext

_WIDTH: Final = 420


class CleansingDialog(QDialog):
    """Works from the moment it is opened, and closes by itself. Cannot be left before: whoever wrote would wait.

    What goes wrong is said by the context; what was deleted stays deleted.
    """

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._doing = QLabel(_("Endgültig gelöscht. Die Datei wird ohne Reste neu geschrieben und gesichert …"))
        self._bar = QProgressBar()
        self._task: tasks.Task | None = tasks.Task(
            context.workspace.store.cleansing_job(remove_older_backups=False),
        )
        self._lay_out()

        self._task.progressed.connect(self._on_progress)
        self._task.failed.connect(context.failed)
        self._task.broke.connect(self._on_broke)
        self._task.finished.connect(self._on_finished)

    def _lay_out(self) -> None:
        self.setObjectName("cleansing_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Endgültig löschen"))
        self._doing.setWordWrap(True)
        self._doing.setObjectName("cleansing_step")
        # Whoever reads by ear is told what is waited for.
        self._doing.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setObjectName("cleansing_progress")
        self._bar.setAccessibleName(_("Fortschritt"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._doing)
        layout.addWidget(self._bar)
        self.setFixedWidth(_WIDTH)

    def open(self) -> None:
        super().open()
        if self._task is not None:
            self._task.start()

    def reject(self) -> None:
        """Not while the file is being written anew."""
        if self._task is None:
            super().reject()

    @Slot(str, float)
    def _on_progress(self, text: str, fraction: float) -> None:
        self._doing.setText(_("Endgültig gelöscht. {step}").format(step=text))
        self._bar.setValue(round(100 * fraction))

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        raise error

    @Slot()
    def _on_finished(self) -> None:
        self._task = None
        self.accept()
