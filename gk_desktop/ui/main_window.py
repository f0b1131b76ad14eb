"""The window. It says what can be done today, and what it will be for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _


class MainWindow(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        page = QWidget()
        title = QLabel(_("GK Feldbuch"))
        explanation = QLabel(
            _(
                "Hier entsteht das Fenster für die Mitschrift: Veranstaltung öffnen, mitschreiben, Protokoll ausgeben."
                " Bis dahin arbeitet das Feldbuch auf der Befehlszeile; „gk-desktop --help“ zeigt alle Befehle."
            )
        )

        layout = QVBoxLayout(page)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.addStretch()
        layout.addWidget(title)
        layout.addWidget(explanation)
        layout.addStretch()
        self.setCentralWidget(page)

        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        title.setFont(font)
        explanation.setWordWrap(True)
        explanation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setObjectName("main_window")
        self.setWindowTitle(_("GK Feldbuch"))
        self.resize(860, 480)
