"""What the monkey must not cause: a warning of Qt or an exception. And what it must not reach: the world outside."""

import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from unittest.mock import patch

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

# What the platform without a screen says of itself, and QTest of a click that nobody wanted.
_OF_THE_TOOLS = ("This plugin does not support", "Mouse event ")


class Watch:
    """`findings` in words, in the order in which they happened."""

    def __init__(self) -> None:
        self.findings: list[str] = []

    def __enter__(self) -> "Watch":
        self._handler = qInstallMessageHandler(self._on_message)
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        return self

    def __exit__(self, *_exception: object) -> None:
        qInstallMessageHandler(self._handler)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks

    def _on_message(self, kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        is_harmless = kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if not is_harmless and not text.startswith(_OF_THE_TOOLS):
            ours = [frame for frame in traceback.extract_stack() if "gk_desktop" in frame.filename]
            self.findings.append(f"Qt says: {text}\n" + "".join(traceback.format_list(ours)))

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.findings.append("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread_exception(self, raised: threading.ExceptHookArgs) -> None:
        self.findings.append(f"in a thread: {raised.exc_value!r}")

    def _on_unraisable(self, raised: "sys.UnraisableHookArgs") -> None:
        self.findings.append(f"cannot be raised: {raised.exc_value!r} in {raised.object!r}")


@contextmanager
def walls(folder: Path, answer: Callable[[QMessageBox], None]) -> Iterator[None]:
    """Nothing leaves the program: files are chosen in `folder`, nothing is printed, no other program is opened.

    `answer` answers a question that the program waits for.
    """
    waiting = QMessageBox.exec

    def ask(box: QMessageBox) -> int:
        QTimer.singleShot(0, box, lambda: answer(box))
        return waiting(box)

    notes = folder / "Notizen.txt"
    notes.write_text("GfS: aus einer Datei\n! beschlossen\n", encoding="utf-8")
    with ExitStack() as stack:
        for owner, name, result in (
            (QFileDialog, "getOpenFileName", (str(notes), "")),
            (QFileDialog, "getSaveFileName", (str(folder / "gespeichert.txt"), "")),
            (QFileDialog, "getExistingDirectory", str(folder)),
            (QDesktopServices, "openUrl", True),
            (QPrintDialog, "exec", QDialog.DialogCode.Rejected),
        ):
            stack.enter_context(patch.object(owner, name, return_value=result))
        stack.enter_context(patch.object(QMessageBox, "exec", ask))
        yield
