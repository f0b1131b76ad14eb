"""A monkey at the real window: any key, any click, in any order; the window must always show what is stored.

In the suite it does the same each time. As a campaign it does something else each time, and says by which seed:
`python -m tests.ui.monkey --rounds 200`.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.ui.monkey_hands import BUTTONS, STROKES, TEXTS
from tests.ui.monkey_oracle import MonkeyError
from tests.ui.monkey_project import make_template
from tests.ui.monkey_world import ROOM_KEYS, WAYS_TO_LEAVE, World

_ANY = st.integers(0, 250)
_PERCENT = st.integers(2, 98)
_STROKES = st.lists(st.sampled_from(STROKES), min_size=25, max_size=50)
_FEW_STROKES = st.lists(st.sampled_from(STROKES), max_size=12)
_PLACES = st.lists(st.tuples(_ANY, st.sampled_from(BUTTONS), _PERCENT, _PERCENT), min_size=3, max_size=12)
_LINES = st.lists(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map("".join), min_size=1, max_size=6)


class Monkey(RuleBasedStateMachine):
    """One life of it at one window. `events` and `rounds` are counted over all lives."""

    template: ClassVar[Path]
    events: ClassVar[Counter[str]] = Counter()
    rounds: ClassVar[int] = 0
    found: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self.world = World(self.template, self._folder)

    @initialize()
    def begin(self) -> None:
        self.world.go("capture", 0)

    @rule(strokes=_STROKES)
    def press_keys(self, strokes: list[str]) -> None:
        self.world.keys(strokes)

    @rule(strokes=_STROKES, room=st.sampled_from(ROOM_KEYS))
    def press_keys_in_a_room(self, strokes: list[str], room: str) -> None:
        self.world.go(room, 0)
        self.world.keys(strokes)

    @rule(strokes=_STROKES)
    def press_keys_in_the_notes(self, strokes: list[str]) -> None:
        self.world.go("capture", 0)
        self.world.keys(strokes)

    @rule(lines=_LINES)
    def write(self, lines: list[str]) -> None:
        self.world.write(lines)

    @rule(places=_PLACES)
    def click(self, places: list[tuple[int, str, int, int]]) -> None:
        self.world.clicks(places)

    @rule(places=_PLACES, strokes=_FEW_STROKES)
    def click_and_press(self, places: list[tuple[int, str, int, int]], strokes: list[str]) -> None:
        for place in places:
            self.world.clicks([place])
            self.world.keys(strokes)

    @rule(which=_ANY, turns=st.integers(-9, 9))
    def turn_the_wheel(self, which: int, turns: int) -> None:
        self.world.wheel(which, turns)

    @rule(size=_ANY)
    def resize(self, size: int) -> None:
        self.world.resize(size)

    @rule(room=st.sampled_from(ROOM_KEYS), event=_ANY)
    def go(self, room: str, event: int) -> None:
        self.world.go(room, event)

    @rule(by_key=st.booleans())
    def lock_and_unlock(self, by_key: bool) -> None:
        self.world.lock(by_key)

    @rule()
    def restart(self) -> None:
        self.world.restart()

    @rule(strokes=_FEW_STROKES)
    def ask_the_palette(self, strokes: list[str]) -> None:
        self.world.palette(strokes)

    @rule(which=st.sampled_from(("export", "import", "passphrase", "about", "some", "some")), strokes=_FEW_STROKES)
    def open_a_dialog(self, which: str, strokes: list[str]) -> None:
        self.world.dialog(which, strokes)

    @rule(which=_ANY)
    def change_the_appearance(self, which: int) -> None:
        self.world.appearance(which)

    @rule()
    def change_to_and_from_field_mode(self) -> None:
        self.world.field_mode()

    @rule(room=st.sampled_from(ROOM_KEYS), which=_ANY, way=st.sampled_from(WAYS_TO_LEAVE))
    def type_and_leave(self, room: str, which: int, way: str) -> None:
        self.world.go(room, 0)
        self.world.type_and_leave(which, way)

    @invariant()
    def the_window_shows_what_is_stored(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.world.check_at_rest()
        finally:
            error = sys.exc_info()[1]
            if isinstance(error, Exception) and not Monkey.found:
                # Told here, because what hangs on the clock may not come a second time.
                Monkey.found = "\n".join(("did:", *self.world.log[-12:], "found:", _told(error)))
            Monkey.events += self.world.hands.events
            Monkey.rounds += 1
            self.world.close()
            shutil.rmtree(self._folder, ignore_errors=True)


def let_loose(
    rounds: int, steps: int, *, chance: int | None = None, phases: Sequence[Phase] = (Phase.generate,)
) -> int:
    """So many lives of so many steps; returns how many events they were. Without `chance` always the same ones."""
    before = Monkey.events.total()
    machine = Monkey if chance is None else seed(chance)(type("Monkey", (Monkey,), {}))
    wanted = settings(
        max_examples=rounds,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=chance is None,
        phases=phases,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(machine, settings=wanted)
    except Exception as error:
        # Hypothesis complains of a defect that hangs on the clock as of data that behave differently.
        raise MonkeyError(Monkey.found or _told(error)) from error
    return Monkey.events.total() - before


def _told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error, limit=-3))


def main(arguments: Sequence[str] | None = None) -> int:
    from PySide6.QtWidgets import QApplication

    from gk_desktop.ui.application import speak_german
    from gk_desktop.ui.theme import Appearance, apply_appearance

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--shrink", action="store_true", help="look for the shortest way to a defect; takes minutes")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["gk-desktop", "-style", "Fusion"])
    assert isinstance(application, QApplication)
    speak_german(application)
    apply_appearance(Appearance.LIGHT)
    started = time.monotonic()
    sys.stdout.write(f"seed {options.seed}\n")
    sys.stdout.flush()
    phases = (Phase.generate, Phase.shrink) if options.shrink else (Phase.generate,)
    with tempfile.TemporaryDirectory() as folder:
        Monkey.template = make_template(Path(folder))
        try:
            let_loose(options.rounds, options.steps, chance=options.seed, phases=phases)
        except Exception as error:  # noqa: BLE001 - a campaign tells of whatever goes wrong
            Monkey.found = Monkey.found or _told(error)
    counted = ", ".join(f"{count} {kind}" for kind, count in Monkey.events.most_common())
    sys.stdout.write(f"{Monkey.found}\n" if Monkey.found else "")
    sys.stdout.write(
        f"{Monkey.rounds} rounds, {Monkey.events.total()} events ({counted}), {int(bool(Monkey.found))} wrong;"
        f" {time.monotonic() - started:.0f} s\n"
    )
    return 1 if Monkey.found else 0


if __name__ == "__main__":
    sys.exit(main())
