"""The line at the bottom: when it was saved, when it was backed up, what a page has to say."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gk_desktop.base.i18n import _

_SAID_FOR_MS: Final = 8000


class StatusLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = QLabel()
        self._backed_up = QLabel()
        self._said = QLabel()
        self._silence = QTimer(self)

        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(16)
        layout.addWidget(self._saved)
        layout.addWidget(self._backed_up)
        layout.addStretch()
        layout.addWidget(self._said)

        self.setObjectName("status_line")
        self._saved.setObjectName("saved")
        self._backed_up.setObjectName("backed_up")
        for label in (self._saved, self._backed_up, self._said):
            # A role, not a colour: it follows when the appearance changes.
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._said.setObjectName("said")
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SAID_FOR_MS)
        self._silence.timeout.connect(self.forget)

    def add(self, sign: QWidget) -> None:
        """A sign that stands between the times and what is said."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(2, sign)

    @Slot(object)
    def show_saved(self, moment: datetime) -> None:
        self._saved.setText(_("gespeichert {time:%H:%M:%S}").format(time=moment))

    def show_backed_up(self, moment: datetime | None) -> None:
        """When the newest backup was made; None if there is none."""
        if moment is None:
            self._backed_up.setText(_("noch keine Sicherung"))
            return
        today = moment.date() == datetime.now().date()  # noqa: DTZ005 - the clock on the wall
        self._backed_up.setText(
            _("gesichert {time:%H:%M}").format(time=moment)
            if today
            else _("gesichert {time:%d.%m.%Y}").format(time=moment)
        )

    @Slot(str)
    def say(self, text: str) -> None:
        """What the page has to say, for some seconds or until something else happens."""
        self._said.setText(text)
        self._silence.start()

    @property
    def said(self) -> str:
        return self._said.text()

    @Slot()
    def forget(self) -> None:
        self._said.clear()
        self._silence.stop()
