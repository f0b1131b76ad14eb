"""gk-desktop minutes: export, release, what changed between versions, and what was exported."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.correction_verbs import add_correction_verbs, add_which_minutes, which_minutes
from gk_desktop.cli.identity_session import add_names_options, workspace_with_names
from gk_desktop.cli.record_fields import as_object, resolve
from gk_desktop.cli.session import Session
from gk_desktop.domain.minutes import (
    MINUTES_KIND_LABELS,
    ExportClass,
    Minutes,
    MinutesExport,
    MinutesKind,
    MinutesStatus,
)
from gk_desktop.domain.minutes_change_texts import ChangeGroup, ChangeLine
from gk_desktop.domain.minutes_layout import MinutesLayout
from gk_desktop.services.exported_files import exported_files_about
from gk_desktop.services.minutes_release import STEPS
from gk_desktop.services.minutes_writers import FileFormat, check_name


def add_minutes_noun(verbs: Verbs) -> None:
    export = verbs.add(
        "export", _("Protokoll als Word- oder PDF-Dokument; lesbar, außerhalb der Verschlüsselung"), _export
    )
    add_which_minutes(export)
    _add_class(export)
    export.add_argument(
        "--entry-numbers",
        action=argparse.BooleanOptionalAction,
        help=_("Eintragsnummern am Rand; ohne Angabe wie in dieser Protokollart üblich"),
    )
    export.add_argument("--version", type=int, metavar="ZAHL", help=_("Fassung; ohne Angabe die jetzige"))
    export.add_argument("-o", "--output", required=True, metavar="DATEI", help=_("Datei (.docx, .pdf) oder Ordner"))
    export.add_argument(
        "--format",
        dest="file_format",
        choices=[item.value for item in FileFormat],
        help=_("was für eine Datei; ohne Angabe sagt es der Dateiname, in einem Ordner docx"),
    )
    export.add_argument(
        "--template",
        metavar="NAME|DATEI",
        help=_("Word-Vorlage: Name aus template list oder Datei; ohne Angabe die des Projekts"),
    )
    add_names_options(export)
    listing = verbs.add("list", _("Protokolle und was von ihnen ausgegeben wurde"), _list)
    listing.add_argument("--event", metavar="ID", help=_("nur dieser Veranstaltung"))
    listing.add_argument(
        "--person", metavar="CODE", help=_("statt der Protokolle alle Ausgaben, in denen diese Person vorkommen kann")
    )
    _add_release_verbs(verbs)
    add_correction_verbs(verbs)


def _add_release_verbs(verbs: Verbs) -> None:
    release = verbs.add("release", _("Protokoll einen Schritt weiter- oder zurücksetzen, zuletzt freigeben"), _release)
    add_which_minutes(release)
    release.add_argument(
        "--status",
        choices=[step.value for step in STEPS],
        default=MinutesStatus.RELEASED.value,
        help=_("ohne Angabe freigegeben; das lässt sich nicht rückgängig machen"),
    )
    add_names_options(release)
    diff = verbs.add("diff", _("was sich zwischen zwei Fassungen geändert hat"), _diff)
    add_which_minutes(diff)
    _add_class(diff)
    diff.add_argument("--from", dest="older", type=int, metavar="ZAHL", help=_("freigegebene Fassung davor"))
    diff.add_argument("--to", dest="newer", type=int, metavar="ZAHL", help=_("Fassung danach; ohne Angabe die jetzige"))
    diff.add_argument("-o", "--output", metavar="DATEI", help=_("auch als Datei (.docx, .pdf), oder in diesen Ordner"))


def _add_class(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--class",
        dest="export_class",
        choices=[item.value for item in ExportClass],
        default=ExportClass.INTERN.value,
        help=_("wer es lesen soll; ohne Angabe INTERN"),
    )


def _export(session: Session) -> None:
    arguments: argparse.Namespace = session.arguments
    target = Path(arguments.output)
    file_format = FileFormat(arguments.file_format) if arguments.file_format else None
    if file_format is not None and not target.is_dir():
        check_name(target, file_format)
    with workspace_with_names(session, needed=False) as workspace:
        event = resolve("event", arguments.event, workspace.records)
        exported = workspace.minutes.export(
            event.id,
            MinutesKind(arguments.kind),
            ExportClass(arguments.export_class),
            target,
            version=arguments.version,
            layout=_layout(arguments),
            file_format=file_format or FileFormat.WORD,
            names_reason=arguments.names_reason,
            template=workspace.templates.file_for(arguments.template) if arguments.template else None,
        )
    entries = ngettext("{count} Eintrag", "{count} Einträge", exported.entries).format(count=exported.entries)
    sentence = _("Gespeichert: {file} ({entries}). Die Datei ist nicht verschlüsselt.").format(
        file=exported.file, entries=entries
    )
    unchecked = " " + _("Namen ungeprüft.") if _warns(exported.export) else ""
    session.answer(
        {
            "file": str(exported.file),
            "class": exported.export.export_class.value,
            "kind": exported.minutes.kind.value,
            "version": exported.minutes.version,
            "entries": exported.entries,
            "names_checked": exported.export.names_checked,
            "minutes": exported.minutes.id,
            **exported.report.as_object(),
        },
        f"{sentence}{unchecked} {exported.report.sentence}".strip(),
    )


def _warns(export: MinutesExport) -> bool:
    """INTERN shows names anyway."""
    return not export.names_checked and export.export_class is not ExportClass.INTERN


def _layout(arguments: argparse.Namespace) -> MinutesLayout | None:
    return None if arguments.entry_numbers is None else MinutesLayout(entry_numbers=arguments.entry_numbers)


def _list(session: Session) -> None:
    with session.workspace() as workspace:
        if session.arguments.person:
            _list_exports_about(session, workspace)
            return
        event = resolve("event", session.arguments.event, workspace.records).id if session.arguments.event else ""
        found = workspace.minutes.all(event)
        objects = [{**as_object(minutes), "exports": [as_object(item) for item in made]} for minutes, made in found]
        lines = (line for minutes, made in found for line in (_minutes_line(minutes), *map(_export_line, made)))
        session.answer_list(objects, lines, nothing=_("Noch kein Protokoll ausgegeben."))


def _list_exports_about(session: Session, workspace: Workspace) -> None:
    person = resolve("person", session.arguments.person, workspace.records)
    found = exported_files_about(workspace.records, person)
    session.answer_list(map(as_object, found), map(_export_line, found), nothing=_("Keine Ausgabe mit dieser Person."))


def _minutes_line(minutes: Minutes) -> str:
    kind = _(MINUTES_KIND_LABELS[minutes.kind])
    version = _("Fassung {version}").format(version=minutes.version)
    return f"{kind}  {version}  {minutes.status.value}  {minutes.id}"


def _export_line(export: MinutesExport) -> str:
    checked = "  " + _("Namen ungeprüft") if _warns(export) else ""
    moment = f"{export.exported_at:%d.%m.%Y %H:%M}" if export.exported_at else ""
    return f"  {moment}  {export.export_class.value}  {export.file}{checked}"


def _release(session: Session) -> None:
    status = MinutesStatus(session.arguments.status)
    with workspace_with_names(session, needed=False) as workspace:
        event, kind = which_minutes(session, workspace)
        reason = session.arguments.names_reason
        minutes = workspace.releases.set_status(event.id, kind, status, names_reason=reason)
    sentence = _("{kind}, Fassung {version}: {status}.").format(
        kind=_(MINUTES_KIND_LABELS[kind]), version=minutes.version, status=minutes.status.value
    )
    session.answer(as_object(minutes), sentence)


def _diff(session: Session) -> None:
    arguments = session.arguments
    with session.workspace() as workspace:
        event, kind = which_minutes(session, workspace)
        changes = workspace.minutes_changes
        compared = changes.compare(
            event.id, kind, ExportClass(arguments.export_class), older=arguments.older, newer=arguments.newer
        )
        exported = changes.export(compared, Path(arguments.output)) if arguments.output else None
    lines = [line for group in compared.groups for line in (group.title, *_indented(group))]
    if exported:
        lines.append(_("Gespeichert: {file}. Die Datei ist nicht verschlüsselt.").format(file=exported.file))
    session.answer(
        {
            "from": compared.before.version,
            "to": compared.after.version,
            "class": compared.after.export_class.value,
            "kind": kind.value,
            "changes": [_change_object(group.title, line) for group in compared.groups for line in group.lines],
            "file": exported.file if exported else None,
        },
        "\n".join(lines) if compared.changes or exported else _("Nichts geändert."),
    )


def _indented(group: ChangeGroup) -> Iterator[str]:
    return (f"  {line.sentence}".replace("\n", " · ") for line in group.lines)


def _change_object(part: str, line: ChangeLine) -> dict[str, str]:
    return {"part": part, "mark": line.mark, "what": line.what, "before": line.before, "after": line.after}
