"""Where am I: the event, the word of its status, the time on the wall and how long it has been going on.

In Feldmodus only the TOP and the time, as quiet as the times in the notes.
"""

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from gk_desktop.base.clock import Clock
from gk_desktop.base.i18n import _
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.domain.minutes import MinutesStatus
from gk_desktop.ui.theme import Sign, sign_colour

_STATUS_FROM: Final = 620
_FIELD_MODE_FROM: Final = 520


class CaptureHeader(QWidget):
    back_requested = Signal()
    export_requested = Signal()
    # Another minute has begun.
    minute_passed = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._began_at: datetime | None = None
        self._minute = -1
        self._whole_title = ""
        self._item = ""
        self._in_field_mode = False
        self._back = QToolButton()
        self._title = QLabel()
        self._status = QLabel()
        self._time = QLabel()
        self._field_mode = QToolButton()
        self._export = QPushButton(_("Protokoll erstellen"))
        self._tick = QTimer(self)

        self._lay_out()

        self._back.clicked.connect(self.back_requested)
        self._export.clicked.connect(self.export_requested)
        self._tick.timeout.connect(self._on_tick)

        self._back.setText(_("Zurück"))
        self._back.setAccessibleName(_("Zurück zu den Veranstaltungen"))
        self._back.setAutoRaise(True)
        self._field_mode.setAutoRaise(True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for widget, name in (
            (self._back, "capture_back"),
            (self._title, "event_title"),
            (self._status, "minutes_status"),
            (self._time, "clock"),
            (self._field_mode, "field_mode"),
            (self._export, "make_minutes"),
        ):
            widget.setObjectName(name)
        # Wide enough for the longest time: nothing beside it moves when it changes.
        self._time.setMinimumWidth(self._time.fontMetrics().horizontalAdvance("00:00 Uhr · seit 00:00 Std."))
        self._tick.setInterval(1000)
        self._dress()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 12, 4)
        layout.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout.addWidget(self._back)
        layout.addWidget(self._title, 1)
        for widget in (self._status, self._time, self._field_mode, self._export):
            layout.addWidget(widget)

    def set_field_mode_action(self, action: QAction) -> None:
        self._field_mode.setDefaultAction(action)
        action.toggled.connect(self._on_field_mode)

    @Slot(object)
    def show_item(self, item: AgendaItem | None) -> None:
        """The TOP that is being written under, if any."""
        self._item = _("TOP {number} · {title}").format(number=item.number, title=item.title) if item else ""
        self._fit_title()

    def show_event(self, event: Event, status: MinutesStatus, began_at: datetime | None) -> None:
        """`began_at` is None for an event that is not running today."""
        day = f" · {event.date:%d.%m.%Y}" if event.date else ""
        self._whole_title = f"{event.title}{day}"
        self._fit_title()
        self._status.setText(status.value)
        self._status.setToolTip(_("Stand des Protokolls"))
        self._began_at = began_at
        self._minute = -1
        self._on_tick()

    def _fit_title(self) -> None:
        room = max(40, self._title.width() - 4)
        metrics = self._title.fontMetrics()
        whole = self._item if self._in_field_mode else self._whole_title
        self._title.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room))
        self._title.setToolTip(whole)

    @Slot(bool)
    def _on_field_mode(self, on: bool) -> None:
        self._in_field_mode = on
        self._dress()

    def _dress(self) -> None:
        font = self._title.font()
        font.setBold(not self._in_field_mode)
        self._title.setFont(font)
        for widget in (self._back, self._export):
            widget.setVisible(not self._in_field_mode)
        self._fit(self.width())
        self.refresh_colours()

    def _fit(self, width: int) -> None:
        self._status.setVisible(width >= _STATUS_FROM and not self._in_field_mode)
        self._field_mode.setVisible(width >= _FIELD_MODE_FROM)
        self._fit_title()

    def refresh_colours(self) -> None:
        self._title.setPalette(QGuiApplication.palette())
        quiet = (self._status, self._time, self._title) if self._in_field_mode else (self._status, self._time)
        for label in quiet:
            colours = label.palette()
            colours.setColor(label.foregroundRole(), sign_colour(Sign.SECOND, QGuiApplication.palette()))
            label.setPalette(colours)

    @Slot()
    def _on_tick(self) -> None:
        now = self._clock.now()
        if now.minute == self._minute:
            return
        first = self._minute < 0
        self._minute = now.minute
        self._time.setText(f"{now:%H:%M} Uhr{self._elapsed(now)}")
        if not first:
            self.minute_passed.emit()

    def _elapsed(self, now: datetime) -> str:
        if self._began_at is None or now < self._began_at:
            return ""
        hours, minutes = divmod((now - self._began_at) // timedelta(minutes=1), 60)
        return _(" · seit {hours}:{minutes:02} Std.").format(hours=hours, minutes=minutes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_tick()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
