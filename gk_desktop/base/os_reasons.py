"""Why the operating system refused something, in words that fit behind a colon in a German sentence."""

import errno
from typing import Final

from gk_desktop.base.i18n import N_, _

_NO_RIGHTS: Final = N_("Sie haben dort keine Zugriffsrechte")
_FULL: Final = N_("der Datenträger ist voll")
_IN_USE: Final = N_("ein anderes Programm benutzt das gerade")
_TOO_MANY_FILES: Final = N_("es sind zu viele Dateien offen")
_UNREACHABLE: Final = N_("das Laufwerk ist nicht erreichbar")
_REASONS: Final = {
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    errno.EROFS: N_("der Datenträger ist schreibgeschützt"),
    errno.ENOENT: N_("dort ist nichts zu finden"),
    errno.EISDIR: N_("das ist ein Ordner"),
    errno.ENOTDIR: N_("ein Teil des Pfads ist kein Ordner"),
    errno.ELOOP: N_("die Verknüpfung führt im Kreis"),
    errno.EEXIST: N_("dort liegt schon etwas dieses Namens"),
    errno.ENAMETOOLONG: N_("der Name ist zu lang"),
    errno.EINVAL: N_("der Name ist hier nicht möglich"),
    errno.EILSEQ: N_("der Name ist hier nicht möglich"),
    errno.EFBIG: N_("die Datei ist zu groß für den Datenträger"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EIO: N_("der Datenträger meldet einen Fehler"),
    errno.EBUSY: _IN_USE,
    errno.ETXTBSY: _IN_USE,
    errno.EAGAIN: _IN_USE,
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    errno.ENODEV: _UNREACHABLE,
    errno.ENXIO: _UNREACHABLE,
    errno.ESTALE: _UNREACHABLE,
    errno.ETIMEDOUT: _UNREACHABLE,
}


def reason_of(error: OSError) -> str:
    """The system's own words are English, or whatever language the laptop was set up in."""
    reason = _REASONS.get(error.errno) if error.errno is not None else None
    if reason is not None:
        return _(reason)
    return _("Fehler {number} des Betriebssystems").format(number=error.errno or type(error).__name__)
