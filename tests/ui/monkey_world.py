"""What a monkey can do to the window of the program, and what must be true afterwards."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QPushButton

from gk_desktop.domain.event import Event
from gk_desktop.ui.rooms import ROOMS
from tests.ui.conftest import type_text
from tests.ui.monkey_fields import go_to_next_row, shown_texts, some_field
from tests.ui.monkey_hands import pump, seen
from tests.ui.monkey_oracle import check_window, demand, texts_in
from tests.ui.monkey_program import SIZES, Program

ROOM_KEYS: Final = tuple(room.key for room in ROOMS)
WAYS_TO_LEAVE: Final = ("room", "lock", "quit", "record", "palette")
_DIGITS: Final = (*range(1, 10), 0)


class World(Program):
    """Each deed begins at an open, unlocked window, whatever the one before has left."""

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
                self.window.resize(*SIZES[size % len(SIZES)])
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
                key = Qt.Key(Qt.Key.Key_0 + _DIGITS[ROOM_KEYS.index(room)])
                QTest.keyClick(self.window, key, Qt.KeyboardModifier.AltModifier)
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
            elif which == "some":
                self._open_some_dialog()
            self.hands.count("dialogs")
            pump()
        if QApplication.activeModalWidget() is not None:
            self._press(strokes)

    def _open_some_dialog(self) -> None:
        """By a button or a command of this page that says by its dots that it will ask."""
        page = self.shell._stack.currentWidget()
        buttons = page.findChildren(QPushButton) if page is not None else []
        commands = [*self.shell.actions(), *(page.actions() if page is not None else [])]
        asking = [button.click for button in buttons if seen(button) and button.text().endswith("…")]
        asking += [command.trigger for command in commands if command.isEnabled() and command.text().endswith(" …")]
        if asking:
            with self.hands.leaving_menus():
                asking[self.hands.total % len(asking)]()

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
            is_ours = isinstance(model, QAbstractItemModel) and type(model).__module__.startswith("gk_desktop")
            if is_ours and model.findChild(QAbstractItemModelTester) is None:
                QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)

    def check_at_rest(self) -> None:
        """As `check`, and the Datenprüfung finds nothing."""
        self.at_home()
        self.check()
        result = self.shell.context.workspace.projects.check()
        demand(result.is_sound, "the Datenprüfung found something", result.findings)
