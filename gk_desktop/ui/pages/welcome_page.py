"""The first page, where there is no project yet."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.widgets.plain_page import PlainPage


class WelcomePage(PlainPage):
    # Each of the three ways to begin.
    sample_requested = Signal()
    new_requested = Signal()
    restore_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("GK Feldbuch"), parent)
        sample = QPushButton(_("&Beispielprojekt ansehen"))
        new = QPushButton(_("&Neues Projekt anlegen"))
        restore = QPushButton(_("&Sicherung einspielen …"))

        self.add_text(
            _("Mitschreiben, während Menschen sprechen, verschlüsselt auf diesem Rechner. Danach ein Word-Protokoll."),
            space_after=16,
        )
        for button, explanation in (
            (sample, _("Ein erfundener Kreis mit zwei mitgeschriebenen Veranstaltungen, zum Ausprobieren.")),
            (new, _("Ein leeres Projekt mit dem Kategoriensystem des Programms. Sie wählen eine Passphrase.")),
            (restore, _("Eine Datei mit der Endung .gkbackup; daneben liegt ihr Schlüssel (.key).")),
        ):
            button.setMinimumHeight(36)
            button.setAccessibleDescription(explanation)
            self.column.addWidget(button)
            self.add_text(explanation, space_after=12)

        sample.clicked.connect(self._on_sample)
        new.clicked.connect(self._on_new)
        restore.clicked.connect(self._on_restore)

        sample.setObjectName("begin_sample")
        new.setObjectName("begin_new")
        restore.setObjectName("begin_restore")
        new.setDefault(True)
        self._first = new

    def enter(self) -> None:
        self._first.setFocus()

    @Slot()
    def _on_sample(self) -> None:
        self.sample_requested.emit()

    @Slot()
    def _on_new(self) -> None:
        self.new_requested.emit()

    @Slot()
    def _on_restore(self) -> None:
        self.restore_requested.emit()
