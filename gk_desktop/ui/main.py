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
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument(
        "--passphrase-file", metavar="DATEI", type=Path, help=_("Datei, deren erste Zeile die Passphrase ist")
    )
    secret.add_argument(
        "--recovery-code-file", metavar="DATEI", type=Path, help=_("statt der Passphrase: der Wiederherstellungscode")
    )
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
    secret_file = arguments.passphrase_file or arguments.recovery_code_file
    if secret_file is not None:
        window.unlock_from(secret_file, with_code=arguments.recovery_code_file is not None)
    gc.freeze()
    gc.enable()
    return int(application.exec())
