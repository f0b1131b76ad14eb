"""The rail at the left: the rooms of the program, icons with words, icons alone where the window is narrow."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

_WIDE, _NARROW = 152, 48
_HEIGHT, _LEAST_HEIGHT = 36, 24


@dataclass(frozen=True, slots=True)
class Room:
    """One page of the program. `icon` names an SVG file."""

    key: str
    label: str
    icon: str


def room_key(number: int) -> str:
    """The key of the first to tenth room, as they stand on the keyboard: the tenth has the nought."""
    return f"Alt+{number % 10}"


class RoomButton(QToolButton):
    """As high as a finger likes it; lower where the screen is small or everything on it large."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setIconSize(QSize(20, 20))
        self.setMaximumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), _LEAST_HEIGHT)


class Rail(QWidget):
    # The key of the room that was chosen.
    room_chosen = Signal(str)

    def __init__(self, rooms: tuple[Room, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rooms = rooms
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}

        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(4)
        for number, room in enumerate(rooms, start=1):
            button = self._make_button(room, number)
            self._buttons[room.key] = button
            self._group.addButton(button)
            layout.addWidget(button)
        layout.addStretch()

        self._group.buttonClicked.connect(self._on_clicked)
        self.setObjectName("rail")
        self.set_narrow(False)

    def _make_button(self, room: Room, number: int) -> QToolButton:
        button = RoomButton(room.label)
        # A button's own shortcut clicks a tenth of a second later; what is typed until then would go astray.
        QShortcut(QKeySequence(room_key(number)), self).activated.connect(button.click)
        button.setToolTip(f"{room.label} ({room_key(number)})")
        button.setAccessibleName(room.label)
        button.setObjectName(f"room_{room.key}")
        return button

    def set_icons(self, icons: dict[str, QIcon]) -> None:
        for key, button in self._buttons.items():
            button.setIcon(icons[key])

    def set_narrow(self, narrow: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
        self.setFixedWidth(_NARROW + 8 if narrow else _WIDE + 8)

    def show_room(self, key: str) -> None:
        """Mark the room that is shown."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    @Slot(object)
    def _on_clicked(self, clicked: QToolButton) -> None:
        for key, button in self._buttons.items():
            if button is clicked:
                self.room_chosen.emit(key)
