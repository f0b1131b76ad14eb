"""Refuses a Qt binding that would end the program in the middle of a meeting."""

import sys

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _


def refuse_broken_qt(
    installed: str | None = None, python: tuple[int, int] = (sys.version_info.major, sys.version_info.minor)
) -> None:
    """Raise `UserError` for PySide6 6.12 or newer on Python older than 3.12.

    There each call into Qt that returns nothing takes one reference from None; after a few thousand calls the
    interpreter aborts. Newer Pythons do not count those references.
    """
    number = installed if installed is not None else _installed()
    major, minor = (int(part) for part in number.split(".")[:2])
    if (major, minor) >= (6, 12) and python < (3, 12):
        raise UserError(
            _("Die installierte Fassung von Qt ({version}) verträgt sich nicht mit diesem Python.").format(
                version=number
            ),
            _("Starten Sie GK Feldbuch mit packaging/start.py; das richtet eine passende Fassung ein."),
        )


def _installed() -> str:
    # importlib.metadata would say the same and take as long as a fifth of a bare window.
    import PySide6  # noqa: PLC0415 - the window's start loads it here, and nothing else does

    return str(PySide6.__version__)
