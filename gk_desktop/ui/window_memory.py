"""What the window remembers: settings, its size and place on the screen, and how the pages were arranged."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from gk_desktop.base.settings import Settings


class WindowMemory:
    """Kept in the settings of the profile; `settings` are those that count now."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self.settings = Settings.load(profile)
        self._saved = self.settings

    @property
    def place(self) -> tuple[str, str]:
        """The room in which somebody left off, and the event that was open."""
        return self.settings.layout.get("room", "events"), self.settings.layout.get("event", "")

    def restore_geometry(self, window: QWidget) -> None:
        """As large and where it was, if the screen still has room for that."""
        stored = QByteArray.fromBase64(self.settings.layout.get("window", "").encode())
        if stored.isEmpty() or not window.restoreGeometry(stored):
            # On a small screen, or one that shows everything twice as large, the line to write in stays on it.
            window.resize(QSize(1200, 720).boundedTo(window.screen().availableSize()))

    def choose(self, settings: Settings) -> None:
        """Other settings; the arrangement stays."""
        self.settings = replace(settings, layout=self.settings.layout)

    def arrange(self, window: QWidget, place: tuple[str, str], arrangement: Mapping[str, str]) -> None:
        """Remember how everything is now; `arrangement` is that of the pages."""
        own = {"room": place[0], "event": place[1]}
        if not _takes_the_whole_screen(window):
            own["window"] = base64.b64encode(window.saveGeometry().data()).decode()
        self.settings = replace(self.settings, layout={**self.settings.layout, **arrangement, **own})

    def save(self) -> None:
        """Write it down, if anything is new. Raises `UserError` if the file cannot be written."""
        if self.settings != self._saved:
            self.settings.save(self._profile)
            self._saved = self.settings


def _takes_the_whole_screen(window: QWidget) -> bool:
    """As in the Feldmodus. Just after it the window is still as large as it was, until the desktop gets round to it."""
    is_as_large = window.size() == window.screen().size() and not window.isMaximized()
    return window.isFullScreen() or is_as_large
