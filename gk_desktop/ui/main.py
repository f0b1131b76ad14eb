"""Starting the window."""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.paths import default_profile
from gk_desktop.ui.qt_guard import refuse_broken_qt


def run(words: Sequence[str]) -> int:
    """Open the window and stay until it is closed. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="gk-desktop gui", allow_abbrev=False)
    parser.add_argument("--profile", metavar="DIR", help=_("Ordner des Projekts"))
    parser.add_argument("noun", nargs="?", choices=["gui"], help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    # Loading leaves no garbage; looking for it would take longer than making the window.
    gc.disable()
    try:
        refuse_broken_qt()
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    from gk_desktop.ui.application import make_application  # noqa: PLC0415 - only after the guard
    from gk_desktop.ui.main_window import MainWindow  # noqa: PLC0415

    profile = Path(arguments.profile) if arguments.profile else default_profile()
    application = make_application(profile)
    window = MainWindow(profile)
    window.show()
    gc.freeze()
    gc.enable()
    return int(application.exec())
