"""A screen of its own, where a window manager gives the focus and every key comes from the X server."""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

PROGRAMS: Final = ("Xvfb", "openbox", "setxkbmap", "xdotool")
PATIENCE: Final = 30.0
_WIDTH, _HEIGHT = 1366, 768
# Faster, and xdotool outruns the program (measured: letters are lost at 0 ms).
_TYPING_DELAY_MS: Final = 12


def missing_programs() -> list[str]:
    return [program for program in PROGRAMS if shutil.which(program) is None]


def wait_until(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Look again and again; a busy machine may take its time."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"nach {patience:.0f} s noch nicht: {what}")
        time.sleep(0.02)


@dataclass(frozen=True, slots=True)
class RealScreen:
    """`environment` is what a program needs to appear on it."""

    environment: Mapping[str, str]
    _picture: Path

    def type(self, text: str) -> None:
        """Every character as a key of a German keyboard."""
        self._xdotool("type", "--delay", str(_TYPING_DELAY_MS), "--", text)

    def press(self, *keys: str) -> None:
        """Keys by their X names, with their modifiers: `ctrl+l`, `shift+Return`."""
        self._xdotool("key", "--delay", str(_TYPING_DELAY_MS), *keys)

    def wait_for_window(self, title: str) -> None:
        """Until it is on the screen and has the keyboard."""
        wait_until(lambda: self._found(title), f"Fenster „{title}“")
        window = self._found(title)
        wait_until(lambda: self._has_keyboard(window), f"Fenster „{title}“ hat die Tastatur")

    def wait_for_window_manager(self) -> None:
        """A window that comes before it would never get the keyboard."""
        wait_until(lambda: self._ask("get_num_desktops"), "der Fenstermanager")

    def _found(self, title: str) -> str:
        # Not with --sync, which now and then waits for ever.
        return next(iter(self._ask("search", "--onlyvisible", "--name", title).split()), "")

    def _has_keyboard(self, window: str) -> bool:
        if self._ask("getwindowfocus") == window:
            return True
        self._ask("windowactivate", window)
        return False

    def changes(self, action: Callable[[], None], patience: float) -> bool:
        """Whether anything on the screen became different after the action, besides a blinking cursor."""
        self.wait_until_still()
        before = self._look()
        action()
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self._look() != before:
                return True
            time.sleep(0.02)
        return False

    def wait_until_still(self, still_for: float = 0.2) -> None:
        """Until nothing moves any more; a cursor blinks more slowly than that."""
        deadline = time.monotonic() + PATIENCE
        last, since = self._look(), time.monotonic()
        while time.monotonic() - since < still_for and time.monotonic() < deadline:
            time.sleep(0.02)
            now = self._look()
            if now != last:
                last, since = now, time.monotonic()

    def save_picture(self, target: Path) -> None:
        """What is on the screen, for whoever wants to know why a test failed."""
        pixels = self._picture.read_bytes()[-_WIDTH * _HEIGHT * 4 :]
        QImage(pixels, _WIDTH, _HEIGHT, _WIDTH * 4, QImage.Format.Format_RGB32).save(str(target))

    def _look(self) -> bytes:
        return hashlib.blake2b(self._picture.read_bytes()).digest()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, timeout=PATIENCE, check=True)

    def _ask(self, *words: str) -> str:
        """The answer, or nothing while there is none."""
        command = ["xdotool", *words]
        try:
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=5, check=False)
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""


@contextmanager
def real_screen(folder: Path) -> Iterator[RealScreen]:
    """Xvfb on a free display with openbox and a German keyboard; all of it is gone afterwards."""
    home = folder / "home"
    home.mkdir()
    with ExitStack() as ends:
        display = ends.enter_context(_running_server(folder))
        environment = _environment(home, display)
        ends.enter_context(_running(["openbox", "--sm-disable"], environment, folder / "openbox.log"))
        subprocess.run(["setxkbmap", "de"], env=environment, check=True, timeout=PATIENCE, capture_output=True)
        screen = RealScreen(environment, folder / "Xvfb_screen0")
        screen.wait_for_window_manager()
        yield screen


def _environment(home: Path, display: str) -> dict[str, str]:
    """Nothing of the desktop on which the test runs: neither its session nor its settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "QT_", "DBUS_", "WAYLAND_"))}
    kept.pop("XAUTHORITY", None)
    (home / "runtime").mkdir(mode=0o700)
    return {
        **kept,
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "runtime"),
        "LC_ALL": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
    }


@contextmanager
def _running_server(folder: Path) -> Iterator[str]:
    """The server chooses a free display itself, and shows its picture as a file in the folder."""
    reading, writing = os.pipe()
    size = f"{_WIDTH}x{_HEIGHT}x24"
    # Without -noreset the server forgets the keyboard whenever its last client leaves, as setxkbmap may be.
    options = ["-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", str(writing), *options]
    with _running(command, os.environ, folder / "xvfb.log", pass_fds=(writing,)):
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise AssertionError((folder / "xvfb.log").read_text(encoding="utf-8", errors="replace"))
        yield f":{number}"


@contextmanager
def _running(
    command: list[str], environment: Mapping[str, str], log: Path, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as output,
        subprocess.Popen(command, env=environment, stdout=output, stderr=output, pass_fds=pass_fds) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def running_program(screen: RealScreen, command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program on this screen; ended with the test if it has not ended by itself."""
    with _running(command, screen.environment, log) as process:
        yield process
