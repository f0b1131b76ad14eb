"""A line above a record that another laptop has deleted while it was changed here: somebody has to decide."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gk_desktop.base.i18n import _


class DeletionNotice(QWidget):
    keep_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = QLabel(_("Auf einem anderen Rechner gelöscht, aber danach noch geändert."))
        keep = QPushButton(_("Behalten"))
        delete = QPushButton(_("In den Papierkorb"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 24, 8)
        layout.setSpacing(8)
        layout.addWidget(text, 1)
        layout.addWidget(keep)
        layout.addWidget(delete)
        keep.clicked.connect(self.keep_requested)
        delete.clicked.connect(self.delete_requested)
        text.setWordWrap(True)
        keep.setObjectName("keep")
        delete.setObjectName("delete_after_all")
        self.setObjectName("deletion_notice")
        self.hide()
