"""The list of Kreise and kreisfreie Städte that comes with the program."""

import csv
from functools import cache

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.paths import resources
from gk_desktop.domain.line import compared_form
from gk_desktop.domain.municipality import Municipality


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All of them, in the order of their keys. Raises `UserError` if the list is not what it should be."""
    path = resources() / "data" / "nrw_kreise.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return tuple(
                Municipality(row["ags"], row["name"], row["typ"], row["regierungsbezirk"])
                for row in csv.DictReader(stream, delimiter=";")
            )
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise UserError(
            _("Die Liste der Kreise „{name}“ lässt sich nicht lesen: {reason}.").format(name=path.name, reason=error),
            _("Installieren Sie GK Feldbuch neu."),
        ) from None


def municipality_called(full_name: str) -> Municipality | None:
    """The one with exactly this name, however it is capitalised; None for any other, which is no mistake."""
    wanted = compared_form(full_name.strip())
    return next((item for item in municipalities() if compared_form(item.full_name) == wanted), None)
