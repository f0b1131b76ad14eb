"""The sign in the status line that the Schlüsseldatei is open; pressing it closes the file."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.icons import icon


class IdentitySign(QToolButton):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_("Schlüsseldatei offen"))
        self.setToolTip(_("Die Schlüsseldatei ist offen: Namen sind zu sehen. Drücken schließt sie."))
        self.setAccessibleName(_("Schlüsseldatei offen; schließen"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(14, 14))
        self.setAutoRaise(True)
        # For the mouse; by keyboard there are the palette and the page of persons.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The line must not grow when it appears.
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setObjectName("identity_sign")
        self._colour()
        self.hide()

    def _colour(self) -> None:
        self.setIcon(icon("key-round", self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()
