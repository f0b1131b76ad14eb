"""A real encrypted workspace for the window, in German, and hands that type."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gk_desktop.app.workspace import Workspace, create_workspace
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.ids import new_id
from gk_desktop.domain.fields import PlainValue
from gk_desktop.domain.operation import EVERYTHING, Operation, OperationKind
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.ui.changes import WorkspaceContext


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says so of every window with a smallest size, and of every pop-up.
    for what in (r"propagateSizeHints\(\)", r"raise\(\)", "grabbing the keyboard"):
        config.addinivalue_line("qt_log_ignore", f"^This plugin does not support {what}$")


PASSPHRASE = "drei kurze wege im regen"


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["gk-desktop", "-platform", "offscreen", "-style", "Fusion"]


@pytest.fixture(autouse=True)
def _german(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new, empty project."""
    clock = SteppingClock(datetime.fromisoformat("2021-05-19T09:00"), timedelta(seconds=1))
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    opened, _code = create_workspace(tmp_path / "p", PASSPHRASE, project="Test", author="XY", clock=clock, kdf=kdf)
    yield opened
    opened.close()


@pytest.fixture
def context(workspace: Workspace, qapp: QApplication) -> WorkspaceContext:
    return WorkspaceContext(workspace)


def type_text(widget: QWidget, text: str) -> None:
    """Type as on a German keyboard; QTest.keyClicks aborts the process at the first umlaut."""
    for character in text:
        if character == "\n":
            QTest.keyClick(widget, Qt.Key.Key_Return)
        else:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, widget, Qt.Key.Key_unknown, character, Qt.KeyboardModifier.NoModifier
            )


def said_elsewhere(
    workspace: Workspace, seen: Operation, *, kind: OperationKind = OperationKind.SET, **values: PlainValue
) -> None:
    """What another laptop, which has seen nothing after `seen`, says about the same record arrives here."""
    deletes = kind is OperationKind.DELETE
    foreign = Operation(
        id=new_id(),
        site="e" * 32,
        time=seen.time + 1,
        author="UV",
        unit=new_id(),
        label="Anderswo",
        kind=kind,
        record_kind=seen.record_kind,
        record_id=seen.record_id,
        values=values,
        parents={EVERYTHING: (seen.id,)} if deletes else dict.fromkeys(values, (seen.id,)),
    )
    workspace.store.journal.integrate([foreign])
