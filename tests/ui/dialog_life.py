"""Bringing widgets to the screen, and seeing that they are gone when they were closed."""

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def show(qtbot: QtBot, widget: QWidget) -> None:
    """Until it is there and has the keyboard."""
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def is_freed(thing: QObject) -> bool:
    """Whether it is gone, once Qt has done what it put off."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return not shiboken6.isValid(thing)
