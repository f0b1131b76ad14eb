"""What the window gets ready at the door, step by step, while somebody is still typing the passphrase.

Classes and pictures of Qt belong into the window's thread; each step is so small that typing goes on in between.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

_MODULES: Final = (
    "PySide6.QtSvg",
    "gk_desktop.ui.icons",
    "gk_desktop.ui.changes",
    "gk_desktop.ui.widgets.entry_stream",
    "gk_desktop.ui.widgets.line_area",
    "gk_desktop.ui.pages.capture_page",
    "gk_desktop.ui.widgets.record_form",
    "gk_desktop.ui.pages.events_page",
    "gk_desktop.ui.rooms",
    "gk_desktop.ui.dialogs.command_palette",
    "gk_desktop.ui.shell",
)


class DoorPreparation(QObject):
    """`begin` it once the door is painted. `is_done` when everything is there that opening the workspace needs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = _steps()
        self.is_done = False

    def begin(self) -> None:
        QTimer.singleShot(0, self, self._on_next)

    @Slot()
    def _on_next(self) -> None:
        step = next(self._steps, None)
        if step is None:
            self.is_done = True
            return
        step()
        QTimer.singleShot(0, self, self._on_next)


def _steps() -> Iterator[Callable[[], object]]:
    for module in _MODULES:
        yield partial(import_module, module)
    # Loaded by now. The pictures of the rail are kept, and there at once when the rail wants them.
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    from gk_desktop.ui.icons import icon  # noqa: PLC0415
    from gk_desktop.ui.rooms import ROOMS  # noqa: PLC0415

    for room in ROOMS:
        yield partial(icon, room.icon, QGuiApplication.palette())
