"""Changing the passphrase."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.passphrase_strength import judge
from gk_desktop.ui.widgets.button_order import tab_along


class PassphraseDialog(QDialog):
    """Asks for the new passphrase twice; `passphrase` holds it after `accept`."""

    def __init__(self, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self._typed = QLineEdit()
        self._repeated = QLineEdit()
        self._judgement = QLabel()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._change = self._buttons.addButton(_("Passphrase ä&ndern"), QDialogButtonBox.ButtonRole.AcceptRole)

        layout = QVBoxLayout(self)
        explanation = QLabel(
            _("Die neue Passphrase gilt auch für alle Sicherungen. Der Wiederherstellungscode bleibt, wie er ist.")
        )
        explanation.setWordWrap(True)
        layout.addWidget(explanation)
        form = QFormLayout()
        form.addRow(_("&Neue Passphrase"), self._typed)
        form.addRow(_("&Wiederholung"), self._repeated)
        layout.addLayout(form)
        layout.addWidget(self._judgement)
        layout.addWidget(self._buttons)
        tab_along(self._buttons)

        for field, name in ((self._typed, _("Neue Passphrase")), (self._repeated, _("Wiederholung"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(name)
            field.textChanged.connect(self._on_typed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

        self._judgement.setWordWrap(True)
        self._judgement.setMinimumHeight(36)
        self._typed.setObjectName("new_passphrase")
        self._repeated.setObjectName("repetition")
        self._change.setObjectName("change_passphrase")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title or _("Passphrase ändern"))
        self.resize(460, 220)
        self._on_typed()

    @property
    def passphrase(self) -> str:
        return self._typed.text()

    @Slot()
    def _on_typed(self) -> None:
        judgement = judge(self._typed.text())
        same = self._typed.text() == self._repeated.text()
        said = _(judgement.sentence)
        if self._repeated.text() and not self._typed.text().startswith(self._repeated.text()):
            said = _("Die beiden Eingaben sind verschieden.")
        self._judgement.setText(said)
        self._change.setEnabled(judgement.is_acceptable and same)
