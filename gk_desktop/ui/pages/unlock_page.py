"""The door of an existing project: passphrase, or recovery code."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.ui.widgets.plain_page import PlainPage


class UnlockPage(PlainPage):
    # Passphrase or recovery code, and whether it is the latter.
    unlock_requested = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("GK Feldbuch"), parent)
        self._secret = QLineEdit()
        self._message = QLabel()
        self._unlock = QPushButton(_("&Entsperren"))
        self._other_way = QPushButton()
        self._with_code = False

        self._explanation = self.add_text("")
        self.add_field(_("&Passphrase"), self._secret)
        self.column.addWidget(self._message)
        self.add_buttons(self._other_way, self._unlock)

        self._secret.returnPressed.connect(self._on_unlock)
        self._unlock.clicked.connect(self._on_unlock)
        self._other_way.clicked.connect(self._on_other_way)

        self._message.setWordWrap(True)
        self._message.setMinimumHeight(40)
        self._message.setObjectName("unlock_message")
        self._secret.setObjectName("passphrase")
        self._unlock.setObjectName("unlock")
        self._other_way.setObjectName("other_way")
        self._unlock.setDefault(True)
        self._show_way()

    def enter(self) -> None:
        self._secret.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the key is derived, which takes a moment on purpose."""
        self._unlock.setText(_("Wird geöffnet …") if busy else _("&Entsperren"))
        for widget in (self._secret, self._unlock, self._other_way):
            widget.setEnabled(not busy)

    def show_error(self, error: UserError) -> None:
        self.set_busy(False)
        self._message.setText(str(error))
        self._secret.selectAll()
        self._secret.setFocus()

    def forget(self) -> None:
        """Drop what was typed."""
        self._secret.clear()
        self._message.clear()
        self.set_busy(False)

    def _show_way(self) -> None:
        if self._with_code:
            self._explanation.setText(
                _("Tippen Sie den Wiederherstellungscode ab; Groß- und Kleinschreibung sind gleich.")
            )
            self._other_way.setText(_("Doch mit der &Passphrase"))
        else:
            self._explanation.setText(_("Das Projekt ist gesperrt."))
            self._other_way.setText(_("Passphrase &vergessen …"))
        mode = QLineEdit.EchoMode.Normal if self._with_code else QLineEdit.EchoMode.Password
        self._secret.setEchoMode(mode)
        self._secret.setAccessibleName(_("Wiederherstellungscode") if self._with_code else _("Passphrase"))

    @Slot()
    def _on_unlock(self) -> None:
        if self._secret.text():
            self.set_busy(True)
            self._message.clear()
            self.unlock_requested.emit(self._secret.text(), self._with_code)

    @Slot()
    def _on_other_way(self) -> None:
        self._with_code = not self._with_code
        self._secret.clear()
        self._message.clear()
        self._show_way()
        self._secret.setFocus()
