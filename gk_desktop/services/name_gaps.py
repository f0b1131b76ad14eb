"""What an opened Schlüsseldatei cannot tell: names that it does not hold, or not any more."""

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.naming import KnownNames


def gap_sentence(names: KnownNames) -> str:
    """Why names are looked through in part only; empty if nothing is missing, or the Schlüsseldatei is closed."""
    if names.identities is None:
        return ""
    missing = names.unlisted
    if missing:
        return ngettext(
            "Namen nur zum Teil geprüft: {count} Person steht nicht mit Namen in der Schlüsseldatei.",
            "Namen nur zum Teil geprüft: {count} Personen stehen nicht mit Namen in der Schlüsseldatei.",
            missing,
        ).format(count=missing)
    return _("Namen nur zum Teil geprüft: Die Schlüsseldatei ist nicht die neueste.") if names.key_file_is_older else ""
