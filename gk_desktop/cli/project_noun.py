"""gk-desktop project …"""

import argparse
from pathlib import Path
from typing import Any

from gk_desktop.app.workspace import create_workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.first_line import first_line
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.consent_noun import add_sheet_verb
from gk_desktop.cli.record_fields import add_field_options, as_object, as_text, given_values
from gk_desktop.cli.session import Session, ask_passphrase
from gk_desktop.domain.event import Event
from gk_desktop.domain.project import Project
from gk_desktop.services.programmes import DEFAULT_PROGRAMME


def add_project_noun(verbs: Verbs) -> None:
    init = verbs.add("init", _("ein neues, verschlüsseltes Projekt anlegen"), _init)
    init.add_argument("--name", default=_("Neues Projekt"), help=_("Name des Projekts"))
    init.add_argument("--author", default="", help=_("Ihr Kürzel; es steht im Verlauf jeder Änderung"))
    init.add_argument("--programme", default=DEFAULT_PROGRAMME, help=_("Schlüssel der Programmdefinition"))
    init.add_argument("--sample", action="store_true", help=_("mit dem Beispielprojekt füllen"))
    verbs.add("check", _("Datenprüfung: Datei und Anzeige mit dem Journal vergleichen"), _check)
    verbs.add("digest", _("Prüfsumme des Journals; gleich auf zwei Rechnern mit gleichem Stand"), _digest)
    verbs.add("undo", _("den letzten Schritt zurücknehmen"), lambda session: _turn(session, undo=True))
    verbs.add("redo", _("den zurückgenommenen Schritt wiederholen"), lambda session: _turn(session, undo=False))
    verbs.add("show", _("Projektangaben, wie sie auf Formularen stehen"), _show)
    setting = verbs.add("set", _("Projektangaben ändern"), _set)
    add_field_options(setting, Project, without=("programme",))
    add_sheet_verb(verbs)
    passphrase = verbs.add("passphrase", _("die Passphrase ändern"), _passphrase)
    passphrase.add_argument(
        "--new-passphrase-file", metavar="DATEI", help=_("Datei, deren erste Zeile die neue Passphrase ist")
    )


def _init(session: Session) -> None:
    arguments: argparse.Namespace = session.arguments
    passphrase = session.passphrase(new=True)
    workspace, recovery_code = create_workspace(
        session.profile, passphrase, project=arguments.name, author=arguments.author, programme=arguments.programme
    )
    with workspace:
        project = workspace.projects.current()
        events: list[Event] = []
        notice = ""
        try:
            if arguments.sample:
                sample = workspace.sample()
                events, notice = sample.load(), sample.notice
        finally:
            # Whatever becomes of the sample: the project is there, and this code is shown once.
            _tell_of_project(session, project, recovery_code, events, notice)


def _tell_of_project(session: Session, project: Project, code: str, events: list[Event], notice: str) -> None:
    answer: dict[str, Any] = {
        "id": project.id,
        "name": project.name,
        "profile": str(session.profile),
        "recovery_code": code,
        "events": [{"id": event.id, "title": event.title} for event in events],
    }
    lines = [
        _("Das Projekt „{name}“ ist angelegt, verschlüsselt in „{folder}“.").format(
            name=project.name, folder=session.profile
        ),
        *([notice] if notice else []),
        "",
        _("Wiederherstellungscode: {code}").format(code=code),
        _("Er wird nur dieses eine Mal gezeigt. Notieren Sie ihn, und verwahren Sie ihn getrennt vom Rechner."),
    ]
    session.answer(answer, "\n".join(lines))


def _show(session: Session) -> None:
    with session.workspace() as workspace:
        project = workspace.projects.current()
        session.answer(as_object(project), as_text(project))


def _set(session: Session) -> None:
    with session.workspace() as workspace:
        values = given_values(session.arguments, Project, workspace.records)
        changed = workspace.keeping.change(Project, workspace.projects.current().id, **values)
        session.answer(as_object(changed), as_text(changed))


def _check(session: Session) -> None:
    with session.workspace() as workspace:
        result = workspace.projects.check()
    records = ngettext("{count} Datensatz", "{count} Datensätze", result.records).format(count=result.records)
    session.answer(
        {
            "sound": result.is_sound,
            "operations": result.operations,
            "records": result.records,
            "findings": list(result.findings),
        },
        _("Alles in Ordnung: {records} geprüft.").format(records=records)
        if result.is_sound
        else "\n".join(result.findings),
    )
    if result.is_sound:
        return
    found = ngettext("{count} Abweichung", "{count} Abweichungen", len(result.findings))
    raise UserError(
        _("Die Datenprüfung hat {found} gefunden.").format(found=found.format(count=len(result.findings))),
        _("Spielen Sie die letzte Sicherung ein (backup restore)."),
    )


def _digest(session: Session) -> None:
    with session.workspace() as workspace:
        digest = workspace.projects.digest()
    session.answer({"digest": digest}, digest)


def _turn(session: Session, *, undo: bool) -> None:
    with session.workspace() as workspace:
        done = workspace.projects.undo() if undo else workspace.projects.redo()
    sentence = _("Zurückgenommen: {label}.") if undo else _("Wiederholt: {label}.")
    session.answer({"label": done.label, "changes": len(done.changes)}, sentence.format(label=_(done.label)))


def _passphrase(session: Session) -> None:
    with session.workspace() as workspace:
        file: str | None = session.arguments.new_passphrase_file
        workspace.projects.change_passphrase(_new_passphrase(file))
    session.answer(
        {"changed": True},
        _("Die Passphrase ist geändert, auch für alle Sicherungen. Der Wiederherstellungscode gilt weiter."),
    )


def _new_passphrase(file: str | None) -> str:
    return first_line(Path(file)) if file else ask_passphrase(new=True)
