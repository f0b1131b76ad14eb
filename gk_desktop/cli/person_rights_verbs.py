"""gk-desktop person report | withdraw: what is kept about a person, and what they may ask for."""

import argparse
from pathlib import Path
from typing import Final

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.base.progress import silent
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.identity_session import add_identity_options, workspace_with_names
from gk_desktop.cli.session import Session
from gk_desktop.domain.day_texts import day_of
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.person_rights import DEGREE_LABELS, REQUEST_LABELS, ErasureDegree, PersonRequest
from gk_desktop.services.person_erasure_words import erasure_consequences, erasure_result

_OPTIONS: Final = {
    "--quotes": PersonRequest.WITHDRAW_QUOTES,
    "--contact": PersonRequest.WITHDRAW_CONTACT,
    "--all": PersonRequest.WITHDRAW_ALL,
    "--restrict": PersonRequest.RESTRICTION,
    "--lift-restriction": PersonRequest.END_OF_RESTRICTION,
    "--object": PersonRequest.OBJECTION,
    "--objection-decided": PersonRequest.END_OF_OBJECTION,
    "--erase": PersonRequest.ERASURE,
}


def add_rights_verbs(verbs: Verbs) -> None:
    report = verbs.add(
        "report", _("Auskunft nach Art. 15 als Word- oder PDF-Dokument; lesbar, unverschlüsselt"), _report
    )
    _add_person(report)
    report.add_argument("-o", "--output", required=True, metavar="DATEI", help=_("Datei (.docx, .pdf) oder Ordner"))
    withdraw = verbs.add("withdraw", _("Widerruf, Einschränkung, Widerspruch oder Löschung"), _withdraw)
    _add_person(withdraw)
    asked = withdraw.add_mutually_exclusive_group(required=True)
    for option, request in _OPTIONS.items():
        asked.add_argument(option, dest="request", action="store_const", const=request, help=_(REQUEST_LABELS[request]))
    asked.add_argument(
        "--keep-for-research",
        metavar="GRUND",
        help=_("nicht löschen (Art. 17 Abs. 3 Buchst. d); der Grund wird festgehalten"),
    )
    withdraw.add_argument("--on", metavar="TT.MM.JJJJ", help=_("seit wann; ohne Angabe heute"))
    withdraw.add_argument(
        "--degree",
        choices=[degree.value for degree in ErasureDegree],
        default=ErasureDegree.STATEMENTS.value,
        help=_("wie weit die Löschung geht; ohne Angabe auch die eigenen Aussagen"),
    )
    withdraw.add_argument(
        "--ambiguous", action="store_true", help=_("bei der Löschung auch Vornamen und mehrdeutige Namen ersetzen")
    )
    withdraw.add_argument(
        "--delete-old-backups", action="store_true", help=_("ältere Sicherungen löschen, sobald eine neue geprüft ist")
    )
    withdraw.add_argument(
        "--yes", action="store_true", help=_("wirklich löschen; ohne dies werden nur die Folgen gezeigt")
    )


def _add_person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="CODE", help=_("Code; mit Schlüsseldatei auch der Name"))
    add_identity_options(parser)


def _report(session: Session) -> None:
    target = Path(session.arguments.output)
    with workspace_with_names(session, needed=False) as workspace:
        subject = workspace.person_subjects.named(session.arguments.person)
        if target.is_dir():
            target = target / workspace.person_reports.file_name(subject)
        report = workspace.person_reports.export(subject, target)
    places = len(report.dossier.items)
    sentence = ngettext("Gespeichert: {file} ({count} Stelle).", "Gespeichert: {file} ({count} Stellen).", places)
    lines = [sentence.format(file=target, count=places), _("Die Datei ist nicht verschlüsselt."), *report.dossier.gaps]
    session.answer(
        {"file": str(target), "code": report.code, "places": places, "gaps": list(report.dossier.gaps)}, " ".join(lines)
    )


def _withdraw(session: Session) -> None:
    arguments = session.arguments
    with workspace_with_names(session, needed=False) as workspace:
        subject = workspace.person_subjects.named(arguments.person)
        if arguments.keep_for_research is not None:
            kept = workspace.person_rights.keep_for_research(subject, arguments.keep_for_research)
            session.answer({"code": kept.code, "kept": True, "reason": kept.cause}, kept.subject)
        elif arguments.request is PersonRequest.ERASURE:
            _erase(session, workspace, subject)
        else:
            day = day_of(arguments.on) if arguments.on else None
            done = workspace.person_rights.carry_out(subject, arguments.request, on=day)
            session.answer({"code": subject.person.code, "request": arguments.request.value}, done)


def _erase(session: Session, workspace: Workspace, subject: Subject) -> None:
    """Raises `UserError` without `--yes`: then the consequences are told, and nothing is erased."""
    arguments, today = session.arguments, workspace.person_rights.today
    degree, erasure = ErasureDegree(arguments.degree), workspace.person_erasure
    plan = erasure.plan(subject, degree, ambiguous=arguments.ambiguous)
    if not arguments.yes:
        exemption = workspace.person_rights.meaning(PersonRequest.ERASURE)
        told = " ".join([_(DEGREE_LABELS[degree]) + ".", *erasure_consequences(plan, today), *exemption])
        raise UserError(told, _("Mit --yes wird gelöscht."))
    outcome = erasure.erase(plan)
    workspace.store.cleansing_job(remove_older_backups=arguments.delete_old_backups)(silent)
    left = erasure_result(outcome, older_backups_removed=arguments.delete_old_backups, today=today)
    session.answer(
        {
            "code": outcome.deletion.code,
            "degree": degree.value,
            "deletion": outcome.deletion.id,
            "statements": plan.statements,
            "files": [item.file for item in plan.exports],
            "backups_removed": arguments.delete_old_backups,
            "left": list(outcome.problems),
        },
        "\n".join(left),
    )
