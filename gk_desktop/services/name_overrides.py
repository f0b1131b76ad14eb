"""Documents that leave the house although nobody has looked at every name in them: refused, or with a reason on record.

The names themselves are replaced all the same; what is missing is that somebody has confirmed it.
"""

from collections.abc import Sequence
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.minutes import ExportClass, Minutes, NameState
from gk_desktop.domain.record import Record
from gk_desktop.store.unit_of_work import UnitOfWork

_MOST_PLACES: Final = 5


def refuse_undecided(state: NameState, export_class: ExportClass, reason: str) -> None:
    """Raises `UserError` where names of the Schlüsseldatei are not decided about, unless there is a reason."""
    refuse_held_back(undecided(export_class) if state is NameState.UNDECIDED else None, reason)


def refuse_held_back(why: UserError | None, reason: str) -> None:
    """Raises `why`, if there is something, unless there is a reason to write all the same."""
    if why is not None and not clean_text(reason).strip():
        raise why


def undecided(export_class: ExportClass) -> UserError:
    return UserError(
        _("In der Klasse {cls} sind noch Namen ungeklärt.").format(cls=export_class.value),
        _("Prüfen Sie die Namen, oder nennen Sie eine Begründung; sie wird festgehalten."),
    )


def left_in_released(minutes: Minutes, places: Sequence[str]) -> UserError:
    """`places` are where the names stand; the names themselves are not said."""
    listed = list(dict.fromkeys(places))
    shown = ", ".join(listed[:_MOST_PLACES]) + (" …" if len(listed) > _MOST_PLACES else "")
    return UserError(
        _("In Fassung {version} stehen Namen, die bei der Freigabe niemand geprüft hat ({places}).").format(
            version=minutes.version, places=shown
        ),
        _(
            "Prüfen Sie die Namen, bevor Sie das Protokoll erstellen: Was Sie ersetzen, steht so in der nächsten"
            " Fassung; was mit Begründung bleibt oder kein Name ist, geht auch aus dieser hinaus."
        ),
    )


def why_not_printed(why: UserError | None) -> UserError | None:
    """What a sheet of paper is refused for, which leaves no record that could hold a reason; None if nothing.

    `why` the content is held back.
    """
    if why is None:
        return None
    return UserError(
        _("Gedruckt wird erst, wenn keine Namen mehr ungeklärt sind."),
        _("Prüfen Sie die Namen; mit einer Begründung lässt sich das Protokoll als Datei erstellen."),
    )


def log_override(unit: UnitOfWork, event_id: str, written: Record, reason: str, author: str) -> None:
    """Keep why `written`, an export or a release, was made in spite of it."""
    unit.create(
        NameDecision(
            event=event_id,
            record_kind=written.KIND,
            record_id=written.id,
            verdict=NameVerdict.LEFT_IN,
            reason=clean_text(reason).strip(),
            decided_by=author,
        )
    )
