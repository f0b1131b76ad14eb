"""gk-desktop backup | plan, and the verb search."""

import argparse
from pathlib import Path
from typing import Final

from gk_desktop.base.clock import SystemClock
from gk_desktop.base.errors import UserError
from gk_desktop.base.first_line import first_line
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.session import Session
from gk_desktop.store.backups import Backup, BackupFolder, BackupReason
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.workspace_files import WorkspaceFiles

_MOST_HITS: Final = 100_000


def add_backup_noun(verbs: Verbs) -> None:
    verbs.add("create", _("jetzt sichern"), _create_backup)
    verbs.add("list", _("vorhandene Sicherungen, die neueste zuerst"), _list_backups)
    restoring = verbs.add("restore", _("eine Sicherung an die Stelle des Projekts setzen"), _restore_backup)
    restoring.add_argument("backup", metavar="NAME|DATEI", help=_("Name aus backup list, oder eine Datei .gkbackup"))


def _backup_object(backup: Backup) -> dict[str, str]:
    return {
        "name": backup.name,
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason,
        "file": str(backup.path),
    }


def _create_backup(session: Session) -> None:
    with session.workspace() as workspace:
        backup = workspace.store.make_backup(BackupReason.MANUAL)
    session.answer(_backup_object(backup), _("Gesichert und geprüft: {file}").format(file=backup.path))


def _list_backups(session: Session) -> None:
    backups = BackupFolder(WorkspaceFiles(session.profile).backups, SystemClock()).all()
    lines = (f"{backup.name}  {backup.made_at:%d.%m.%Y %H:%M:%S}  {backup.reason}" for backup in backups)
    session.answer_list(map(_backup_object, backups), lines, nothing=_("Noch keine Sicherung."))


def _restore_backup(session: Session) -> None:
    named = Path(session.arguments.backup)
    clock = SystemClock()
    if named.suffix == ".gkbackup" and named.exists():
        path = named
    else:
        path = BackupFolder(WorkspaceFiles(session.profile).backups, clock).named(session.arguments.backup).path
    code_file: str | None = getattr(session.arguments, "recovery_code_file", None)
    code = first_line(Path(code_file)) if code_file else None
    restore_backup(session.profile, path, "" if code else session.passphrase(), clock=clock, recovery_code=code)
    session.answer(
        {"restored": path.stem},
        _("Die Sicherung „{name}“ ist eingespielt. Der Stand davor liegt bei den Sicherungen.").format(name=path.stem),
    )


def add_plan_noun(verbs: Verbs) -> None:
    verbs.add("list", _("Meilensteine des Programms"), _list_plan)


def _list_plan(session: Session) -> None:
    with session.workspace() as workspace:
        milestones = workspace.programme.milestones
    objects = [
        {
            "number": item.number,
            "element": item.element,
            "title": item.title,
            "time_text": item.time_text,
            "from": item.start.isoformat() if item.start else None,
            "to": item.end.isoformat() if item.end else None,
            "proposed": item.proposed,
            "status": item.status,
        }
        for item in milestones
    ]
    lines = (f"{item.number}  {item.time_text}  {item.title}  ({item.status})" for item in milestones)
    session.answer_list(objects, lines, nothing=_("Das Programm hat keine Meilensteine."))


def add_search_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="WORT", help=_("alle Wörter müssen vorkommen, auch als Wortteil"))
    parser.add_argument("--limit", type=int, default=200, metavar="ZAHL", help=_("höchstens so viele Treffer"))


def search(session: Session) -> None:
    limit: int = session.arguments.limit
    if not 1 <= limit <= _MOST_HITS:
        raise UserError(_("Die Zahl der Treffer muss zwischen 1 und {most} liegen.").format(most=_MOST_HITS))
    with session.workspace() as workspace:
        hits = workspace.searching.find(clean_text(" ".join(session.arguments.text)), limit)
        objects = [
            {"id": hit.record.id, "type": hit.record.KIND, "number": hit.number, "text": hit.text, "event": hit.event}
            for hit in hits
        ]
        lines = (f"{_(hit.record.LABEL)}  {hit.number}  {hit.text}".replace("\n", " · ") for hit in hits)
        session.answer_list(objects, lines, nothing=_("Nichts gefunden."))
