"""A bar above the page that says loudly what went wrong, until somebody has gone on or read it."""

from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.ui.theme import Sign, sign_colour

_NOTICE_FOR_MS: Final = 15_000


class MessageBar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_notice = True
        self._is_kept = False
        self._text = QLabel()
        self._close = QToolButton()
        self._fading = QTimer(self)
        self._turn = QTimer(self)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)

        self._close.clicked.connect(self.dismiss)
        self._fading.timeout.connect(self.forget_notice)

        self.setObjectName("message_bar")
        self.setAutoFillBackground(True)
        self.setAccessibleName(_("Meldung"))
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setObjectName("message_text")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(_("Meldung schließen"))
        self._close.setToolTip(_("Meldung schließen"))
        self._fading.setSingleShot(True)
        self._fading.setInterval(_NOTICE_FOR_MS)
        # Runs as long as what has just gone wrong: another part of the same action may well succeed.
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self.hide()

    @Slot(object)
    def show_error(self, error: UserError) -> None:
        """What happened, and what to do. Goes with the next action that succeeds."""
        self._is_kept = False
        self._show(str(error), warning=True)
        self._turn.start()

    def show_damage(self, error: UserError) -> None:
        """Something that no action puts right: stays until it is read."""
        self._is_kept = True
        self._show(str(error), warning=True)

    def show_notice(self, text: str) -> None:
        """Something worth knowing that is not a failure."""
        self._show(text, warning=False)

    @Slot()
    def forget_notice(self) -> None:
        """Somebody has gone elsewhere; a failure stays until something succeeds."""
        if self._is_notice:
            self.hide()

    @Slot()
    def forget_overcome(self) -> None:
        """Something was saved: somebody has gone on after a notice, and after a failure, too."""
        if self._is_notice or not (self._is_kept or self._turn.isActive()):
            self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def _show(self, text: str, *, warning: bool) -> None:
        application_colours = QGuiApplication.palette()
        from gk_desktop.ui.icons import icon  # noqa: PLC0415 - the door is painted without any

        self._is_notice = not warning
        edge = sign_colour(Sign.WARNING if warning else Sign.ACCENT, application_colours)
        colours = QPalette(application_colours)
        colours.setColor(QPalette.ColorRole.Window, edge)
        colours.setColor(QPalette.ColorRole.WindowText, application_colours.color(QPalette.ColorRole.HighlightedText))
        self.setPalette(colours)
        self._close.setIcon(icon("x", colours))
        self._text.setText(text)
        self.show()
        if warning:
            self._fading.stop()
        else:
            self._fading.start()

    @Slot()
    def dismiss(self) -> None:
        """Somebody has read it."""
        self.hide()
