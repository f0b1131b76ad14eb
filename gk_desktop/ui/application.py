"""The Qt application: style, colours, German texts, and what happens to our own mistakes."""

import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from gk_desktop.base.crash_report import write_crash_report
from gk_desktop.base.i18n import _
from gk_desktop.base.settings import Settings
from gk_desktop.ui.theme import Appearance, apply_appearance


def make_application(profile: Path) -> QApplication:
    """The one application object, ready for windows."""
    if sys.platform == "win32":
        # Otherwise AltGr arrives as Ctrl+Alt, and @ and € could trigger shortcuts.
        os.environ.setdefault("QT_QPA_PLATFORM", "windows:altgr")
    application = QApplication(["gk-desktop", "-style", "Fusion"])
    application.setApplicationName("GK Feldbuch")
    speak_german(application)
    apply_appearance(Appearance(_known_appearance(Settings.load(profile).appearance)))
    sys.excepthook = _ExceptionReporter(profile)
    return application


def speak_german(application: QApplication) -> None:
    """Dates, numbers and the texts of Qt's own dialogs and menus."""
    german = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    QLocale.setDefault(german)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(german, "qtbase", "_", folder):
        application.installTranslator(translator)


def _known_appearance(stored: str) -> str:
    return stored if stored in {item.value for item in Appearance} else Appearance.SYSTEM.value


class _ExceptionReporter:
    """Tells that something of ours broke, without a word of what somebody wrote."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._showing = False

    def __call__(self, _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
        report = write_crash_report(error, self._profile)
        if self._showing:
            return
        self._showing = True
        try:
            QMessageBox.critical(
                QApplication.activeWindow(),
                _("GK Feldbuch"),
                _(
                    "GK Feldbuch ist auf einen eigenen Fehler gestoßen. Gespeichertes ist sicher. Bericht: {file}"
                ).format(file=report or _("nicht möglich")),
            )
        finally:
            self._showing = False
