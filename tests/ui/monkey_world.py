"""A window on a small project of its own, what a monkey can do to it, and what must be true afterwards."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QMessageBox,
    QPushButton,
    QWidget,
)

from gk_desktop.base.text import clean_text
from gk_desktop.domain.event import Event
from gk_desktop.ui.main_window import MainWindow
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.pages.unlock_page import UnlockPage
from gk_desktop.ui.rooms import ROOMS
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.theme import Appearance, apply_appearance
from gk_desktop.ui.widgets.entry_line import EntryLine
from tests.ui.conftest import PASSPHRASE, type_text
from tests.ui.monkey_fields import go_to_next_row, shown_texts, some_field
from tests.ui.monkey_hands import Hands, menu_is_open, press_in_menu, pump
from tests.ui.monkey_oracle import Ledger, check_window, demand, texts_in
from tests.ui.monkey_watch import Watch, walls

_LONGEST_OPENING_S: Final = 60.0
_SIZES: Final = ((1366, 768), (880, 560), (1180, 700), (1920, 1080), (1000, 900))
ROOM_KEYS: Final = tuple(room.key for room in ROOMS)
WAYS_TO_LEAVE: Final = ("room", "lock", "quit", "record", "palette")


class World:
    """`log` is what was done, for whoever wants to do it again by hand."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.log: list[str] = []
        self.ledger = Ledger()
        self.tokens = 0
        self._profile = folder / "profil"
        self._restores = False
        shutil.copytree(template, self._profile)
        self._stack = ExitStack()
        self._stack.enter_context(walls(folder, self._answer))
        self.watch = self._stack.enter_context(Watch())
        self.hands = Hands(self._before_key, self._after_key)
        self._known_shell: Shell | None = None
        self._testers: dict[int, QAbstractItemModelTester] = {}
        self.window = self._open()
        self.at_home()
        self.ledger.read(self.shell.context.workspace)

    # The window.

    def _open(self) -> MainWindow:
        window = MainWindow(self._profile)
        # The program ends with its window: nothing of it fires afterwards.
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.resize(*_SIZES[0])
        window.show()
        window.activateWindow()
        pump()
        return window

    def close(self) -> None:
        """End the program; what it left behind stays."""
        self.log.append("close")
        try:
            self.dismiss()
            if self.is_open:
                self.window.close()
            pump()
        finally:
            apply_appearance(Appearance.LIGHT)
            self._stack.close()

    @property
    def is_open(self) -> bool:
        return shiboken6.isValid(self.window) and self.window.isVisible()

    @property
    def shell(self) -> Shell:
        assert self.window.shell is not None
        return self.window.shell

    @property
    def capture(self) -> CapturePage | None:
        page = self.window.shell._rooms.known("capture") if self.is_open and self.window.shell else None
        return page if isinstance(page, CapturePage) and page.event_id else None

    def at_home(self) -> None:
        """The window is open, unlocked, and nothing stands before it."""
        self.dismiss()
        if not self.is_open:
            pump()
            self.window = self._open()
        if self.window.shell is None:
            self._unlock()
        self._follow()
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            pump()

    def _unlock(self) -> None:
        until = time.monotonic() + _LONGEST_OPENING_S
        while self.window.shell is None:
            demand(time.monotonic() < until, "the window does not open", self.window._stack.currentWidget())
            page: Any = self.window._stack.currentWidget()
            if isinstance(page, UnlockPage) and page._secret.isEnabled():
                if page._with_code:
                    page._other_way.click()
                page._secret.setText(PASSPHRASE)
                page._unlock.click()
            pump()
            time.sleep(0.002)

    def _follow(self) -> None:
        """A shell that has just come: the ledger listens to its journal."""
        shell = self.shell
        if shell is self._known_shell:
            return
        self._known_shell = shell
        workspace = shell.context.workspace
        if self._restores:
            self._restores = False
            self.ledger.read(workspace)
        workspace.store.journal.subscribe(self.ledger.follow)
        shell.restore_requested.connect(self._on_restore)
        self._testers.clear()

    def _on_restore(self, _backup: object) -> None:
        self._restores = True

    def dismiss(self) -> None:
        """Close menus and dialogs, as Escape does."""
        for _try in range(20):
            modal = QApplication.activeModalWidget()
            if menu_is_open():
                press_in_menu("Escape")
            elif isinstance(modal, QDialog):
                modal.reject()
            elif modal is None:
                return
            pump()
        demand(False, "something stays in front of the window", QApplication.activeModalWidget())

    def _answer(self, box: QMessageBox) -> None:
        buttons = box.buttons()
        chosen = buttons[self.hands.total % len(buttons)]
        self.log.append(f"answer {chosen.text()}")
        chosen.click()

    # Lines that are entered.

    def _before_key(self, target: QWidget, stroke: str) -> None:
        self._entered = ""
        if stroke == "Return" and isinstance(target, EntryLine) and target.isEnabled():
            page = self.capture
            if page is not None and page.line_area.line is target and not page.line_area.editing:
                parsed = page._capture.parse(clean_text(target.text)) if page._capture else None
                if parsed is not None and parsed.text and not (parsed.is_agenda or parsed.is_speaker):
                    self._entered = target.text
                    self._entries_before = len(self.ledger.raws)

    def _after_key(self, target: QWidget, _stroke: str) -> None:
        if self._entered and isinstance(target, EntryLine) and target.text != self._entered:
            has_come = len(self.ledger.raws) == self._entries_before + 1
            raw = clean_text(self._entered)
            demand(has_come and raw in self.ledger.raws.values(), "an entered line is lost", raw)

    @contextmanager
    def keeping_what_is_typed(self) -> Iterator[None]:
        """What stands half typed in the Mitschrift must still stand there, or come back with it."""
        page = self.capture
        if page is None:
            yield
            return
        event, waiting = page.event_id, clean_text(page.line_area.waiting_line)
        editing, text = page.line_area.editing, clean_text(page.line_area.text)
        yield
        if not self.is_open or self.window.shell is None:
            self.at_home()
        workspace = self.shell.context.workspace
        page = self.capture
        if page is not None and page.event_id == event:
            found = clean_text(page.line_area.waiting_line)
            demand(found == waiting, "half a line is lost", waiting, found)
            if editing and editing == page.line_area.editing:
                demand(clean_text(page.line_area.text) == text, "half a change is lost", text, page.line_area.text)
            return
        draft = next((item for item in workspace.store.drafts.all() if item.place == f"line:{event}"), None)
        demand((draft.text if draft else "") == waiting, "half a line is lost", waiting, draft)
        if editing:
            place = workspace.capture_places.of(event)
            demand((place.editing, place.typed) == (editing, text), "half a change is lost", text, place)

    # What can be done.

    def keys(self, strokes: list[str]) -> None:
        self.log.append(f"keys {strokes}")
        self.at_home()
        self._press(strokes)

    def _press(self, strokes: list[str]) -> None:
        for stroke in strokes:
            if not self.is_open:
                self.at_home()
            self.hands.press(stroke)

    def write(self, texts: list[str]) -> None:
        """Lines into the Mitschrift, as fast as hands can."""
        self.log.append(f"write {texts}")
        self.go("capture", 0)
        page = self.capture
        if page is not None and page.isVisible():
            page.enter()
            for text in texts:
                self.hands.press(text)
                self.hands.press("Return")

    def clicks(self, places: list[tuple[int, str, int, int]]) -> None:
        self.log.append(f"clicks {places}")
        self.at_home()
        for place in places:
            if not self.is_open:
                self.at_home()
            self.hands.click(*place)

    def wheel(self, which: int, turns: int) -> None:
        self.log.append(f"wheel {which} {turns}")
        self.at_home()
        with self.keeping_what_is_typed():
            self.hands.wheel(which, turns)

    def resize(self, size: int) -> None:
        self.log.append(f"resize {size}")
        self.at_home()
        with self.keeping_what_is_typed():
            if not self.window.isFullScreen():
                self.window.resize(*_SIZES[size % len(_SIZES)])
            self.hands.count("resize")
            pump()

    def go(self, room: str, event: int) -> None:
        """To a room by its key, and to one of the events."""
        self.log.append(f"go {room} {event}")
        self.at_home()
        with self.keeping_what_is_typed():
            events = sorted(item.id for item in self.shell.context.workspace.records.find(Event))
            if room == "capture" and events:
                self.shell.open_capture(events[event % len(events)])
            else:
                QTest.keyClick(
                    self.window, Qt.Key(Qt.Key.Key_1 + ROOM_KEYS.index(room)), Qt.KeyboardModifier.AltModifier
                )
            self.hands.count("rooms")
            pump()

    def lock(self, by_key: bool) -> None:
        """By key, or by the watch for hands that rest, whatever is open."""
        self.log.append(f"lock {by_key}")
        if by_key:
            self.at_home()
        if not self.is_open or self.window.shell is None:
            return
        self._follow()
        with self.keeping_what_is_typed():
            if by_key:
                QTest.keyClick(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
            else:
                self.window.lock()
            self.hands.count("locks")
            pump()
            self.at_home()

    def restart(self) -> None:
        self.log.append("restart")
        self.at_home()
        with self.keeping_what_is_typed():
            self.window.close()
            self.hands.count("restarts")
            self.at_home()

    def palette(self, strokes: list[str]) -> None:
        self.log.append(f"palette {strokes}")
        self.at_home()
        self._press(["Ctrl+K", *strokes])

    def dialog(self, which: str, strokes: list[str]) -> None:
        """Open a dialog and type into it; what it does stays in the monkey's folder."""
        self.log.append(f"dialog {which} {strokes}")
        self.at_home()
        shell = self.shell
        event = next(iter(shell.context.workspace.records.find(Event)), None)
        with self.keeping_what_is_typed():
            if which == "export" and event is not None:
                shell._export_folder = self._profile.parent
                shell.open_export(event.id)
            elif which == "import" and event is not None:
                shell.show_room("follow_up")
                page = shell._stack.currentWidget()
                button = page.findChild(QPushButton, "import_notes") if page is not None else None
                if button is not None and button.isEnabled():
                    button.click()
            elif which == "passphrase":
                shell._on_passphrase()
            elif which == "about":
                shell._on_about()
            self.hands.count("dialogs")
            pump()
        if QApplication.activeModalWidget() is not None:
            self._press(strokes)

    def appearance(self, which: int) -> None:
        """Light, dark, or as the system has it."""
        self.log.append(f"appearance {which}")
        self.at_home()
        with self.keeping_what_is_typed():
            before, _event = self.shell.place
            self.shell.show_room("settings")
            choice = self.window.findChild(QComboBox, "appearance")
            assert choice is not None
            choice.setCurrentIndex(which % choice.count())
            self.shell.show_room(before)
            self.hands.count("appearance")
            pump()

    def field_mode(self) -> None:
        self.log.append("field mode")
        self.go("capture", 0)
        with self.keeping_what_is_typed():
            if self.capture is not None and self.capture.isVisible():
                self.capture.set_field_mode(not self.capture._field_mode)
            self.hands.count("field mode")
            pump()

    def type_and_leave(self, which: int, way: str) -> None:
        """Type something that occurs nowhere else into a field of this page and go away without saving."""
        self.log.append(f"type and leave {which} {way}")
        self.at_home()
        field = some_field(self.shell._stack.currentWidget(), which)
        if field is None:
            return
        self.tokens += 1
        token = f"Zwölftonmusik{self.tokens}x"
        before = [text for text in shown_texts(self.window) if token in text]
        type_text(field, token)
        for _letter in token:
            self.hands.count("letters")
        if not any(token in text for text in shown_texts(self.window)):
            return  # a date, a number, a choice: not every field takes letters
        assert not before
        self.log.append(f"typed {token} into {field.objectName() or type(field).__name__}")
        with self.keeping_what_is_typed():
            self._leave_by(way)
            self.at_home()
        is_kept = any(token in text for text in texts_in(self.shell.context.workspace))
        is_shown = any(token in text for text in shown_texts(self.window))
        demand(is_kept or (is_shown and way not in ("lock", "quit")), "typed and lost", token, way, self.log[-1])

    def _leave_by(self, way: str) -> None:
        room, _event = self.shell.place
        if way == "lock":
            self.window.lock()
        elif way == "quit":
            self.window.close()
        elif way == "palette":
            self.hands.press("Ctrl+K")
        elif way == "record":
            go_to_next_row(self.shell._stack.currentWidget())
        else:
            others = [key for key in ROOM_KEYS if key != room]
            self.shell.show_room(others[self.tokens % len(others)])
        self.hands.count("left")
        pump()

    # What must be true.

    def check(self) -> None:
        findings, self.watch.findings[:] = list(self.watch.findings), []
        demand(not findings, "\n".join(findings))
        if not self.is_open or self.window.shell is None:
            return
        self._follow()
        check_window(self.shell)
        self.ledger.check(self.shell.context.workspace)
        self._test_models()
        findings, self.watch.findings[:] = list(self.watch.findings), []
        demand(not findings, "\n".join(findings))

    def _test_models(self) -> None:
        """From now on Qt checks of each model that it says what it does."""
        for view in self.window.findChildren(QAbstractItemView):
            model = view.model()
            if isinstance(model, QAbstractItemModel) and type(model).__module__.startswith("gk_desktop"):
                mode = QAbstractItemModelTester.FailureReportingMode.Warning
                self._testers.setdefault(id(model), QAbstractItemModelTester(model, mode, model))

    def check_at_rest(self) -> None:
        """As `check`, and the Datenprüfung finds nothing."""
        self.at_home()
        self.check()
        result = self.shell.context.workspace.projects.check()
        demand(result.is_sound, "the Datenprüfung found something", result.findings)
