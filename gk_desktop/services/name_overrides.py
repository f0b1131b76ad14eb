"""Documents that leave the house although nobody has looked at every name in them: refused, or with a reason on record.

The names themselves are replaced all the same; what is missing is that somebody has confirmed it.
"""

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.minutes import ExportClass, NameState
from gk_desktop.domain.record import Record
from gk_desktop.store.unit_of_work import UnitOfWork


def refuse_undecided(state: NameState, export_class: ExportClass, reason: str) -> None:
    """Raises `UserError` where names of the Schlüsseldatei are not decided about, unless there is a reason."""
    if state is NameState.UNDECIDED and not clean_text(reason).strip():
        raise UserError(
            _("In der Klasse {cls} sind noch Namen ungeklärt.").format(cls=export_class.value),
            _("Prüfen Sie die Namen, oder nennen Sie eine Begründung; sie wird festgehalten."),
        )


def why_not_printed(state: NameState) -> UserError | None:
    """What a sheet of paper is refused for, which leaves no record that could hold a reason; None if nothing."""
    if state is not NameState.UNDECIDED:
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
