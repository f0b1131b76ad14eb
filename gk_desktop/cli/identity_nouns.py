"""gk-desktop keyfile … | contacts …"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.first_line import first_line
from gk_desktop.base.i18n import _
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.identity_session import (
    add_identity_options,
    identity_passphrase,
    identity_place,
    workspace_with_names,
)
from gk_desktop.cli.record_fields import resolve
from gk_desktop.cli.session import Session, ask_passphrase
from gk_desktop.domain.case import Case
from gk_desktop.domain.contact_columns import CONTACT_FIELD_LABELS, Columns, ContactField
from gk_desktop.domain.contact_matching import Finding, PlannedContact, RowChoice
from gk_desktop.services.contact_import import ContactTable, TakenContacts, shown_contact

_STAMP: Final = "%Y-%m-%dT%H:%M:%S"


def add_keyfile_noun(verbs: Verbs) -> None:
    add_identity_options(verbs.add("create", _("anlegen; zeigt einmal ihren Wiederherstellungscode"), _create))
    changing = verbs.add("passphrase", _("ihre Passphrase ändern"), _change_passphrase)
    add_identity_options(changing)
    changing.add_argument("--new-passphrase-file", metavar="DATEI", help=_("Datei mit der neuen Passphrase"))
    add_identity_options(
        verbs.add("newest", _("sie gilt als die neueste, obwohl hier schon eine andere offen war"), _take_as_newest)
    )
    verbs.add("backups", _("ihre Sicherungen auflisten, die neueste zuerst"), _list_backups)
    restoring = verbs.add("restore", _("eine Sicherung einspielen; der jetzige Stand wird vorher gesichert"), _restore)
    restoring.add_argument("made_at", metavar="ZEITPUNKT", help=_("wie „backups“ ihn zeigt"))


def _create(session: Session) -> None:
    with session.workspace() as workspace:
        place = identity_place(session) or workspace.identities.path
        code = workspace.identities.create(place, identity_passphrase(session, new=True))
        path = str(workspace.identities.path)
        session.answer(
            {"file": path, "recovery_code": code},
            _("Schlüsseldatei: {file}\nWiederherstellungscode (wird nur jetzt gezeigt): {code}").format(
                file=path, code=code
            ),
        )


def _change_passphrase(session: Session) -> None:
    with workspace_with_names(session, needed=True) as workspace:
        file: str | None = session.arguments.new_passphrase_file
        workspace.identities.change_passphrase(first_line(Path(file)) if file else ask_passphrase(new=True))
        session.answer(
            {"changed": True}, _("Die Passphrase der Schlüsseldatei ist geändert, auch für ihre Sicherungen.")
        )


def _take_as_newest(session: Session) -> None:
    with workspace_with_names(session, needed=True) as workspace:
        workspace.identities.take_as_newest()
        session.answer(
            {"file": str(workspace.identities.path)}, _("Diese Schlüsseldatei gilt ab jetzt als die neueste.")
        )


def _list_backups(session: Session) -> None:
    with session.workspace() as workspace:
        found = workspace.identities.backups()
        session.answer_list(
            [{"made_at": backup.made_at.strftime(_STAMP), "file": str(backup.path)} for backup in found],
            [backup.made_at.strftime(_STAMP) for backup in found],
            nothing=_("Noch keine Sicherung der Schlüsseldatei."),
        )


def _restore(session: Session) -> None:
    with session.workspace() as workspace:
        wanted: str = session.arguments.made_at
        backup = next(
            (item for item in workspace.identities.backups() if item.made_at.strftime(_STAMP) == wanted), None
        )
        if backup is None:
            raise UserError(
                _("Eine Sicherung der Schlüsseldatei vom {moment} gibt es nicht.").format(moment=wanted),
                _("„keyfile backups“ zeigt alle."),
            )
        workspace.identities.restore(backup)
        session.answer({"restored": wanted}, _("Die Sicherung vom {moment} ist eingespielt.").format(moment=wanted))


def add_contacts_noun(verbs: Verbs) -> None:
    importing = verbs.add("import", _("Kontakte übernehmen: Codes ins Projekt, Namen in die Schlüsseldatei"), _import)
    importing.add_argument("file", metavar="DATEI", help=_(".xlsx oder .csv"))
    importing.add_argument("--sheet", default="", metavar="BLATT", help=_("Tabellenblatt, sonst das erste"))
    importing.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("SPALTE=FELD"),
        type=_pair,
        help=_("was in einer Spalte steht: {fields}; leer lässt sie weg").format(
            fields=", ".join(field.value for field in ContactField)
        ),
    )
    importing.add_argument("--case", metavar="ID", help=_("Fall für Zeilen, in denen keiner steht"))
    importing.add_argument("--role", default="", metavar="ROLLE", help=_("Rolle für Zeilen, in denen keine steht"))
    importing.add_argument(
        "--unclear",
        choices=[RowChoice.KEEP.value, RowChoice.TAKE.value, RowChoice.ANOTHER.value],
        default=RowChoice.KEEP.value,
        help=_("was mit Zeilen geschieht, die Bekannten ähneln"),
    )
    importing.add_argument("--dry-run", action="store_true", help=_("nur zeigen, nichts speichern"))
    add_identity_options(importing)


def _pair(typed: str) -> tuple[str, str]:
    column, separator, field = typed.rpartition("=")
    if not (column and separator):
        raise argparse.ArgumentTypeError(_("„{text}“ hat nicht die Form SPALTE=FELD").format(text=typed))
    return column, field


def _import(session: Session) -> None:
    arguments = session.arguments
    with workspace_with_names(session, needed=True) as workspace:
        contacts = workspace.contact_import
        table = contacts.read(Path(arguments.file), sheet=arguments.sheet)
        records = workspace.records
        case = records.get(Case, resolve("case", arguments.case, records).id) if arguments.case else None
        if arguments.role and arguments.role not in workspace.programme.person_roles:
            raise UserError(_("Die Rolle „{role}“ gibt es nicht.").format(role=arguments.role))
        planned = contacts.plan(table, _columns(table, arguments.map), case=case, role=arguments.role)
        planned = [replace(item, choice=_choice(item, RowChoice(arguments.unclear))) for item in planned]
        taken = None if arguments.dry_run else contacts.take_over(planned)
        said = _as_text(planned, taken)
        session.answer({**_as_object(planned, taken), "hint": table.hint}, "\n".join(filter(None, (table.hint, said))))


def _choice(item: PlannedContact, wanted: RowChoice) -> RowChoice:
    """Only whoever has a case and a role can become a person of their own."""
    return RowChoice.KEEP if wanted is RowChoice.ANOTHER and not (item.case and item.role) else wanted


def _columns(table: ContactTable, wanted: Sequence[tuple[str, str]]) -> Columns:
    """What the program proposes, changed as was said. Raises `UserError` for a column or a field there is not."""
    columns = dict(table.proposed_columns())
    for header, name in wanted:
        if header not in table.headers:
            raise UserError(
                _("Eine Spalte „{name}“ gibt es nicht.").format(name=header),
                _("Es gibt: {names}.").format(names=", ".join(filter(None, table.headers))),
            )
        column = table.headers.index(header)
        columns.pop(column, None)
        if name:
            columns[column] = _field(name)
    return columns


def _field(name: str) -> ContactField:
    for field, label in CONTACT_FIELD_LABELS.items():
        if name.casefold() in (field.value, _(label).casefold()):
            return field
    possible = ", ".join(field.value for field in ContactField)
    raise UserError(_("„{typed}“ gibt es nicht; möglich sind: {possible}.").format(typed=name, possible=possible))


def _as_object(planned: Sequence[PlannedContact], taken: TakenContacts | None) -> dict[str, Any]:
    counts = {
        "added": sum(item.makes_person for item in planned),
        "changed": sum(item.changes_identity for item in planned),
        "invalid": sum(item.finding is Finding.INVALID for item in planned),
    }
    rows = [
        {
            "row": item.row,
            "finding": item.finding.value,
            "contact": shown_contact(item.identity),
            "code": item.code,
            "reason": item.reason,
            "choice": item.choice.value if item.finding is Finding.UNCLEAR else "",
        }
        for item in planned
    ]
    return {**counts, "saved": taken is not None, "rows": rows}


def _as_text(planned: Sequence[PlannedContact], taken: TakenContacts | None) -> str:
    lines = [
        f"{item.row}  {_(item.finding.value)}  {shown_contact(item.identity)}  {item.reason or item.code}".rstrip()
        for item in planned
    ]
    return "\n".join([*lines, taken.sentence if taken else _("Nur gezeigt, nichts gespeichert.")])
