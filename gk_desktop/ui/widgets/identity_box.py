"""The Schlüsseldatei among the settings: how it stands, what each of the two files knows, and what can be done."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.services.identities import Identities
from gk_desktop.ui.widgets.identity_pane import CLOSE, CREATE, OPEN, RESTORE, TAKE_AS_NEWEST
from gk_desktop.ui.widgets.identity_words import MAIN_FILE_IS_PERSONAL, NAMES_STAND_IN_KEY_FILE

CHANGE_PASSPHRASE: Final = "passphrase"


class IdentityBox(QGroupBox):
    # What is to be done with it: a wish of the IdentityPane, or CHANGE_PASSPHRASE.
    requested = Signal(str)

    def __init__(self, identities: Identities, parent: QWidget | None = None) -> None:
        super().__init__(_("Schlüsseldatei"), parent)
        self._identities = identities
        self._state = QLabel()
        self._open = QPushButton()
        self._create = QPushButton(_("Anle&gen …"))
        self._close = QPushButton(_("S&chließen"))
        self._passphrase = QPushButton(_("&Passphrase ändern …"))
        self._restore = QPushButton(_("Sicherung einspie&len …"))
        self._newest = QPushButton(_("Als &neueste nehmen"))
        self._buttons: Final = (
            (self._open, OPEN, _("Namen, Kontakte und Nachweise zeigen; sie hat eine eigene Passphrase")),
            (self._create, CREATE, _("Eine neue, leere Schlüsseldatei für dieses Projekt anlegen")),
            (
                self._newest,
                TAKE_AS_NEWEST,
                _("Nur, wenn es keine neuere gibt: Namen, die allein dort stehen, würden nicht gefunden"),
            ),
            (self._close, CLOSE, _("Codes und Rollen bleiben zu sehen")),
            (self._passphrase, CHANGE_PASSPHRASE, _("Auch für ihre Sicherungen")),
            (self._restore, RESTORE, _("Einen früheren Stand der Schlüsseldatei zurückholen")),
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._state)
        layout.addWidget(self._explanation())
        layout.addLayout(self._button_row())
        self._state.setObjectName("identity_state")
        self._state.setWordWrap(True)
        self.refresh()

    def _explanation(self) -> QLabel:
        label = QLabel(f"{_(NAMES_STAND_IN_KEY_FILE)} {_(MAIN_FILE_IS_PERSONAL)}")
        label.setWordWrap(True)
        return label

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for button, wish, tool_tip in self._buttons:
            button.setObjectName(f"identity_{wish}")
            button.setToolTip(tool_tip)
            button.clicked.connect(self._on_clicked)
            row.addWidget(button)
        return row

    @Slot()
    def refresh(self) -> None:
        """How it stands now, and what is possible."""
        identities = self._identities
        is_open, exists = identities.is_open, identities.exists
        if is_open:
            state = _("Sie ist offen: {path}.").format(path=identities.path)
            self._state.setText(f"{state} {identities.age_warning}".strip())
        elif exists:
            self._state.setText(_("Sie ist geschlossen: {path}.").format(path=identities.path))
        else:
            self._state.setText(_("Für dieses Projekt ist hier noch keine zu finden."))
        self._open.setText(_("&Öffnen …") if exists else _("&Vorhandene wählen …"))
        for button, is_possible in (
            (self._open, not is_open),
            (self._create, not is_open and not exists),
            (self._newest, bool(identities.age_warning)),
            (self._close, is_open),
            (self._passphrase, is_open),
            (self._restore, bool(identities.backups())),
        ):
            button.setVisible(is_possible)

    @Slot()
    def _on_clicked(self) -> None:
        self.requested.emit(next(wish for button, wish, _tool_tip in self._buttons if button is self.sender()))
