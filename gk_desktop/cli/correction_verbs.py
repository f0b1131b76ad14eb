"""gk-desktop minutes correct | corrections | resolve: what readers of minutes want corrected."""

import argparse

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.i18n import _
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.record_fields import as_object, resolve
from gk_desktop.cli.session import Session
from gk_desktop.domain.day_texts import day_of
from gk_desktop.domain.minutes import CorrectionOutcome, MinutesCorrection, MinutesKind
from gk_desktop.domain.record import Record


def add_which_minutes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--event", required=True, metavar="ID", help=_("Veranstaltung"))
    parser.add_argument("--kind", required=True, choices=[kind.value for kind in MinutesKind], help=_("Protokollart"))


def which_minutes(session: Session, workspace: Workspace) -> tuple[Record, MinutesKind]:
    """Raises `UserError` if there is no such event."""
    return resolve("event", session.arguments.event, workspace.records), MinutesKind(session.arguments.kind)


def add_correction_verbs(verbs: Verbs) -> None:
    correct = verbs.add("correct", _("Korrekturwunsch zu einem Eintrag erfassen"), _correct)
    add_which_minutes(correct)
    correct.add_argument("--version", type=int, metavar="ZAHL", help=_("Fassung; ohne Angabe die neueste freigegebene"))
    correct.add_argument("--entry", required=True, metavar="NUMMER", help=_("Nummer am Rand des Eintrags, z. B. A17"))
    correct.add_argument("--text", required=True, metavar="TEXT", help=_("was korrigiert werden soll"))
    correct.add_argument("--from", dest="received_from", default="", metavar="WER", help=_("von wem, z. B. GfS"))
    correct.add_argument("--date", metavar="TT.MM.JJJJ", help=_("eingegangen am"))
    listing = verbs.add("corrections", _("Korrekturwünsche zu einer Veranstaltung"), _list)
    listing.add_argument("--event", required=True, metavar="ID", help=_("Veranstaltung"))
    resolving = verbs.add("resolve", _("festhalten, was aus einem Korrekturwunsch wurde"), _resolve)
    resolving.add_argument("correction", metavar="ID", help=_("Kennung aus minutes corrections"))
    outcomes = [outcome.value for outcome in CorrectionOutcome]
    resolving.add_argument("--outcome", required=True, choices=outcomes, help=_("Ergebnis"))
    resolving.add_argument("--note", default="", metavar="TEXT", help=_("Bemerkung"))


def _correct(session: Session) -> None:
    arguments = session.arguments
    with session.workspace() as workspace:
        event, kind = which_minutes(session, workspace)
        versions = workspace.releases.versions
        minutes = (versions.newest_released(event.id, kind) if arguments.version is None else None) or versions.chosen(
            event.id, kind, arguments.version
        )
        correction = workspace.corrections.add(
            minutes.id,
            arguments.entry,
            arguments.text,
            received_from=arguments.received_from,
            received_on=day_of(arguments.date) if arguments.date else None,
        )
    sentence = _("Erfasst zu {number}, Fassung {version}: {text}")
    session.answer(
        as_object(correction),
        sentence.format(number=correction.entry_number, version=minutes.version, text=correction.text),
    )


def _list(session: Session) -> None:
    with session.workspace() as workspace:
        event = resolve("event", session.arguments.event, workspace.records)
        found = workspace.corrections.of_event(event.id)
        session.answer_list(map(as_object, found), map(_line, found), nothing=_("Kein Korrekturwunsch erfasst."))


def _line(correction: MinutesCorrection) -> str:
    day = f"{correction.received_on:%d.%m.%Y}" if correction.received_on else ""
    parts = (correction.id, correction.entry_number, correction.outcome.value, day, correction.received_from)
    return "  ".join([*(part for part in parts if part), correction.text]).replace("\n", " · ")


def _resolve(session: Session) -> None:
    arguments = session.arguments
    with session.workspace() as workspace:
        correction = workspace.corrections.resolve(
            arguments.correction, CorrectionOutcome(arguments.outcome), arguments.note
        )
    session.answer(as_object(correction), f"{correction.entry_number}: {correction.outcome.value}")
