"""gk-desktop entry | task | decision …"""

from typing import cast

from gk_desktop.base.i18n import _
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.entry_objects import EntryObjects
from gk_desktop.cli.record_fields import add_field_options, as_object, as_text, given_values, resolve
from gk_desktop.cli.record_nouns import add_bin_option, add_common_verbs
from gk_desktop.cli.session import Session
from gk_desktop.cli.table_verbs import add_entry_export, add_task_export
from gk_desktop.domain.entry import Decision, Entry, Task, TaskStatus


def add_entry_noun(verbs: Verbs) -> None:
    listing = verbs.add("list", _("Einträge einer Veranstaltung in ihrer Reihenfolge"), _list_entries)
    listing.add_argument("--event", required=True, metavar="ID", help=_("Veranstaltung"))
    add_bin_option(listing)
    editing = verbs.add("edit", _("die Zeile eines Eintrags ersetzen"), _edit_entry)
    editing.add_argument("id", metavar="ID")
    editing.add_argument("--line", required=True, metavar="ZEILE", help=_("die neue Zeile, wie sie getippt würde"))
    setting = verbs.add("set", _("Merkmale eines Eintrags ändern"), _set_entry)
    setting.add_argument("id", metavar="ID")
    add_field_options(setting, Entry, without=_MANAGED_FIELDS)
    add_entry_export(verbs)
    add_common_verbs(verbs, Entry)


# Text, kind and what hangs on them follow from the line (edit); numbers and order are the program's.
_MANAGED_FIELDS = ("event", "number", "kind", "text", "raw", "time", "position", "categories", "dimension")


def _list_entries(session: Session) -> None:
    with session.workspace() as workspace:
        event = resolve("event", session.arguments.event, workspace.records)
        entries = workspace.records.find(
            Entry, event=event.id, order_by=["position", "id"], deleted=session.arguments.deleted
        )
        objects = EntryObjects(workspace)
        session.answer_list(map(objects.of, entries), map(objects.line, entries), nothing=_("Noch keine Einträge."))


def _edit_entry(session: Session) -> None:
    with session.workspace() as workspace:
        entry = cast(Entry, resolve("entry", session.arguments.id, workspace.records))
        changed = workspace.capture(entry.event).edit(entry.id, session.arguments.line)
        objects = EntryObjects(workspace)
        session.answer(objects.of(changed), objects.line(changed))


def _set_entry(session: Session) -> None:
    with session.workspace() as workspace:
        entry = resolve("entry", session.arguments.id, workspace.records)
        values = given_values(session.arguments, Entry, workspace.records)
        changed = workspace.keeping.change(Entry, entry.id, **values)
        objects = EntryObjects(workspace)
        session.answer(objects.of(changed), objects.line(changed))


def add_task_noun(verbs: Verbs) -> None:
    listing = verbs.add("list", _("Aufträge nach Termin"), _list_tasks)
    listing.add_argument("--event", metavar="ID", help=_("nur dieser Veranstaltung"))
    add_bin_option(listing)
    listing.add_argument("--status", choices=[item.value for item in TaskStatus], help=_("nur mit diesem Status"))
    adding = verbs.add("add", _("Auftrag anlegen"), _add_task)
    add_field_options(adding, Task, without=("number", "entry"))
    setting = verbs.add("set", _("Auftrag ändern"), lambda session: _set(session, Task))
    setting.add_argument("id", metavar="ID")
    add_field_options(setting, Task, without=("number", "entry"))
    add_task_export(verbs)
    add_common_verbs(verbs, Task)


def _list_tasks(session: Session) -> None:
    with session.workspace() as workspace:
        arguments = session.arguments
        event = resolve("event", arguments.event, workspace.records).id if arguments.event else ""
        status = TaskStatus(arguments.status) if arguments.status else None
        tasks = workspace.tasks.all(event=event, status=status, deleted=arguments.deleted)
        session.answer_list(map(as_object, tasks), map(_task_line, tasks), nothing=_("Keine Aufträge."))


def _task_line(task: Task) -> str:
    due = f"{task.due:%d.%m.%Y}" if task.due else "–"
    return f"{task.number}  {due}  {task.status.value}  {task.responsible or '–'}: {task.text}"


def _add_task(session: Session) -> None:
    with session.workspace() as workspace:
        task = workspace.tasks.add(Task(**given_values(session.arguments, Task, workspace.records)))
        session.answer(as_object(task), _task_line(task))


def add_decision_noun(verbs: Verbs) -> None:
    listing = verbs.add("list", _("Beschlüsse"), _list_decisions)
    listing.add_argument("--event", metavar="ID", help=_("nur dieser Veranstaltung"))
    add_bin_option(listing)
    adding = verbs.add("add", _("Beschluss anlegen"), _add_decision)
    add_field_options(adding, Decision, without=("number", "entry"))
    setting = verbs.add("set", _("Beschluss ändern"), lambda session: _set(session, Decision))
    setting.add_argument("id", metavar="ID")
    add_field_options(setting, Decision, without=("number", "entry"))
    add_common_verbs(verbs, Decision)


def _list_decisions(session: Session) -> None:
    with session.workspace() as workspace:
        records, event = workspace.records, session.arguments.event
        wanted = {"event": resolve("event", event, records).id} if event else {}
        found = records.find(Decision, deleted=session.arguments.deleted, **wanted)
        lines = (f"{decision.number}  {decision.text}" for decision in found)
        session.answer_list(map(as_object, found), lines, nothing=_("Keine Beschlüsse."))


def _add_decision(session: Session) -> None:
    with session.workspace() as workspace:
        decision = workspace.tasks.add_decision(
            Decision(**given_values(session.arguments, Decision, workspace.records))
        )
        session.answer(as_object(decision), f"{decision.number}  {decision.text}")


def _set(session: Session, record_type: type[Task] | type[Decision]) -> None:
    with session.workspace() as workspace:
        record = resolve(record_type.KIND, session.arguments.id, workspace.records)
        values = given_values(session.arguments, record_type, workspace.records)
        changed = workspace.keeping.change(record_type, record.id, **values)
        session.answer(as_object(changed), as_text(changed))
