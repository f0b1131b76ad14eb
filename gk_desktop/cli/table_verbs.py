"""gk-desktop task export, entry export: Excel tables, and reading texts for programs of qualitative analysis."""

import argparse
from pathlib import Path

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.identity_session import add_names_options, workspace_with_names
from gk_desktop.cli.record_fields import resolve
from gk_desktop.cli.session import Session
from gk_desktop.documents.reading_text import ReadingForm, ReadingOptions
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.services.table_composing import Exported, TableRequest


def add_task_export(verbs: Verbs) -> None:
    export = verbs.add("export", _("Aufträge als Excel-Tabelle; lesbar, außerhalb der Verschlüsselung"), _export_tasks)
    _add_what(export, _("Datei (.xlsx) oder Ordner"))
    export.add_argument("--open", action="store_true", help=_("nur was noch zu tun ist: offen oder in Arbeit"))


def add_entry_export(verbs: Verbs) -> None:
    export = verbs.add(
        "export",
        _("Einträge als Excel-Tabelle, oder als Lesetext für MAXQDA; lesbar, außerhalb der Verschlüsselung"),
        _export_entries,
    )
    _add_what(export, _("Datei: .xlsx Tabelle, .txt oder .md Lesetext"))
    export.add_argument(
        "--speaker-mark", choices=["at"], help=_("im Lesetext ein @ vor jedem Namen, für ATLAS.ti: „@Name:“")
    )
    export.add_argument("--crlf", action="store_true", help=_("im Lesetext Zeilenenden wie unter Windows"))


def _add_what(parser: argparse.ArgumentParser, output: str) -> None:
    parser.add_argument("-o", "--output", required=True, metavar="DATEI", help=output)
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--event", metavar="ID", help=_("nur dieser Veranstaltung"))
    scope.add_argument("--case", metavar="ID", help=_("nur dieses Falles; Kennung oder Fallkürzel"))
    parser.add_argument(
        "--class",
        dest="export_class",
        choices=[item.value for item in ExportClass],
        default=ExportClass.INTERN.value,
        help=_("wer es lesen soll; ohne Angabe INTERN"),
    )
    add_names_options(parser)


def _export_tasks(session: Session) -> None:
    with workspace_with_names(session, needed=False) as workspace:
        request = _request(session, workspace, Exported.TASKS, ReadingOptions())
        _export(session, workspace, request)


def _export_entries(session: Session) -> None:
    arguments = session.arguments
    options = _reading_options(arguments)
    if options is None and (arguments.speaker_mark or arguments.crlf):
        raise UserError(_("--speaker-mark und --crlf gibt es nur im Lesetext."), _("Er endet auf .txt oder .md."))
    what = Exported.ENTRIES if options is None else Exported.READING
    with workspace_with_names(session, needed=False) as workspace:
        _export(session, workspace, _request(session, workspace, what, options or ReadingOptions()))


def _reading_options(arguments: argparse.Namespace) -> ReadingOptions | None:
    """None for what is no reading text."""
    form = next((form for form in ReadingForm if Path(arguments.output).suffix.lower() == f".{form.value}"), None)
    if form is None:
        return None
    return ReadingOptions(form, at_marks=arguments.speaker_mark == "at", windows_line_ends=arguments.crlf)


def _request(session: Session, workspace: Workspace, what: Exported, options: ReadingOptions) -> TableRequest:
    arguments, records = session.arguments, workspace.records
    return TableRequest(
        what=what,
        export_class=ExportClass(arguments.export_class),
        event=resolve("event", arguments.event, records).id if arguments.event else "",
        case=resolve("case", arguments.case, records).id if arguments.case else "",
        open_only=getattr(arguments, "open", False),
        options=options,
    )


def _export(session: Session, workspace: Workspace, request: TableRequest) -> None:
    arguments = session.arguments
    done = workspace.tables.export(request, Path(arguments.output), names_reason=arguments.names_reason)
    table = done.table
    is_tasks = request.what is Exported.TASKS
    counted = (
        ngettext("{count} Auftrag", "{count} Aufträge", table.included)
        if is_tasks
        else ngettext("{count} Eintrag", "{count} Einträge", table.included)
    ).format(count=table.included)
    sentence = _("Gespeichert: {file} ({counted}, {left_out} weggelassen). Die Datei ist nicht verschlüsselt.").format(
        file=done.file, counted=counted, left_out=table.left_out
    )
    session.answer(
        {
            "file": str(done.file),
            "class": request.export_class.value,
            "included": table.included,
            "left_out": table.left_out,
            "names_checked": table.names_checked,
            "versions": {part.event: part.version for part in table.parts if request.what is Exported.READING},
        },
        sentence + ("" if table.names_checked else " " + _("Namen ungeprüft.")),
    )
