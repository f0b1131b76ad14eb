"""Nouns whose verbs follow from the declaration of their records: list, show, add, set, delete, restore, history."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.progress import silent
from gk_desktop.base.text import clean_text
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.entry_objects import object_of, text_of
from gk_desktop.cli.record_fields import add_field_options, as_object, as_text, given_values, resolve
from gk_desktop.cli.session import Session
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.operation import LOGICAL_TICKS, Operation
from gk_desktop.domain.record import Record, declarations


@dataclass(frozen=True, slots=True)
class RecordNoun:
    """`line` is how a list shows a record; `order_by` the order of the list."""

    noun: str
    record_type: type[Record]
    summary: str
    line: Callable[[Any], str]
    order_by: tuple[str, ...] = ()


RECORD_NOUNS = (
    RecordNoun("case", Case, N_("Kommunen und Fälle"), lambda case: f"{case.case_code or '–'}  {case.name}", ("name",)),
    RecordNoun(
        "institution",
        Institution,
        N_("Institutionen"),
        lambda institution: f"{institution.name}  ({institution.institution_type or '–'})",
        ("name",),
    ),
    RecordNoun(
        "event",
        Event,
        N_("Veranstaltungen"),
        lambda event: f"{event.date:%d.%m.%Y}  {event.title}" if event.date else f"–  {event.title}",
        ("date", "start"),
    ),
    RecordNoun(
        "agenda",
        AgendaItem,
        N_("Tagesordnungspunkte einer Veranstaltung"),
        lambda item: f"TOP {item.number}  {item.title}",
        ("event", "number"),
    ),
    RecordNoun(
        "participant",
        Participant,
        N_("Teilnehmende einer Veranstaltung"),
        lambda item: f"{item.label or '–'}  {item.role}  {item.institution_type}".rstrip(),
        ("event", "position"),
    ),
    RecordNoun("category", Category, N_("Kategoriensystem"), lambda item: f"{item.code}  {item.name}", ("code",)),
)


def add_record_nouns(add_noun: Callable[[str, str], Verbs]) -> None:
    for noun in RECORD_NOUNS:
        verbs = add_noun(noun.noun, _(noun.summary))
        _add_list(verbs, noun)
        add_common_verbs(verbs, noun.record_type)
        adding = verbs.add("add", _("anlegen"), partial(_add, noun=noun))
        add_field_options(adding, noun.record_type)


def add_common_verbs(verbs: Verbs, record_type: type[Record], *, without: tuple[str, ...] = ()) -> None:
    """show, delete, restore, purge and history, the same for every kind of record."""
    for verb, summary, handler in (
        ("show", _("zeigen"), _show),
        ("delete", _("in den Papierkorb legen"), _delete),
        ("restore", _("aus dem Papierkorb holen"), _restore),
        ("purge", _("endgültig löschen, auch aus dem Verlauf"), _purge),
        ("history", _("Verlauf eines Datensatzes"), _history),
    ):
        if verb not in without:
            parser = verbs.add(verb, summary, partial(handler, record_type=record_type))
            parser.add_argument("id", metavar="ID", type=clean_text)


def add_bin_option(listing: argparse.ArgumentParser) -> None:
    listing.add_argument("--deleted", action="store_true", help=_("was im Papierkorb liegt"))


def _add_list(verbs: Verbs, noun: RecordNoun) -> None:
    parser = verbs.add("list", _("auflisten"), lambda session: _list(session, noun))
    add_bin_option(parser)
    for field in declarations(noun.record_type):
        if field.name in ("event", "case"):
            parser.add_argument(f"--{field.name}", dest=f"field_{field.name}", metavar="ID", help=_(field.label))
    changing = verbs.add("set", _("ändern"), lambda session: _set(session, noun))
    changing.add_argument("id", metavar="ID")
    add_field_options(changing, noun.record_type)


def _list(session: Session, noun: RecordNoun) -> None:
    with session.workspace() as workspace:
        wanted = given_values(session.arguments, noun.record_type, workspace.records)
        found = workspace.records.find(
            noun.record_type, order_by=noun.order_by, deleted=session.arguments.deleted, **wanted
        )
        lines = (f"{record.id}  {noun.line(record)}" for record in found)
        session.answer_list(map(as_object, found), lines, nothing=_("Noch nichts angelegt."))


def _record(session: Session, workspace: Workspace, record_type: type[Record]) -> Record:
    return resolve(record_type.KIND, session.arguments.id, workspace.records)


def _show(session: Session, record_type: type[Record]) -> None:
    with session.workspace() as workspace:
        record = _record(session, workspace, record_type)
        session.answer(object_of(record, workspace), text_of(record, workspace))


def _add(session: Session, noun: RecordNoun) -> None:
    with session.workspace() as workspace:
        values = given_values(session.arguments, noun.record_type, workspace.records)
        record = workspace.keeping.add(noun.record_type(**values))
        session.answer(as_object(record), f"{_('Angelegt')}: {record.id}")


def _set(session: Session, noun: RecordNoun) -> None:
    with session.workspace() as workspace:
        record = _record(session, workspace, noun.record_type)
        values = given_values(session.arguments, noun.record_type, workspace.records)
        changed = workspace.keeping.change(noun.record_type, record.id, **values)
        session.answer(as_object(changed), as_text(changed))


def _delete(session: Session, record_type: type[Record]) -> None:
    with session.workspace() as workspace:
        record = _record(session, workspace, record_type)
        workspace.keeping.delete(record_type, record.id)
        session.answer({"id": record.id, "deleted": True}, _("In den Papierkorb gelegt; restore holt es zurück."))


def _restore(session: Session, record_type: type[Record]) -> None:
    with session.workspace() as workspace:
        record = workspace.keeping.restore(record_type, session.arguments.id)
        session.answer(object_of(record, workspace), _("Wieder da."))


def _purge(session: Session, record_type: type[Record]) -> None:
    with session.workspace() as workspace:
        workspace.keeping.purge(record_type, session.arguments.id)
        workspace.store.cleansing_job(remove_older_backups=False)(silent)
        session.answer(
            {"id": session.arguments.id, "purged": True},
            _("Endgültig gelöscht. Ältere Sicherungen enthalten es noch, bis sie ausgedünnt sind."),
        )


def _history(session: Session, record_type: type[Record]) -> None:
    with session.workspace() as workspace:
        wanted: str = session.arguments.id
        operations = [item for item in workspace.keeping.history(wanted) if item.record_kind == record_type.KIND]
        if not operations:
            raise UserError(_("{kind} „{id}“ gibt es nicht.").format(kind=_(record_type.LABEL), id=wanted))
        session.answer_list(
            [_operation_object(operation) for operation in operations],
            [
                f"{_moment(operation):%d.%m.%Y %H:%M:%S}  {operation.author}  {operation.label}"
                for operation in operations
            ],
            nothing="",
        )


def _moment(operation: Operation) -> datetime:
    return datetime.fromtimestamp((operation.time >> LOGICAL_TICKS) / 1000)  # noqa: DTZ006 - shown in local time


def _operation_object(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "time": _moment(operation).isoformat(timespec="seconds"),
        "author": operation.author,
        "label": operation.label,
        "kind": operation.kind.value,
        "values": dict(operation.values),
    }
