from dataclasses import replace
from datetime import date

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.entry import Decision, Entry, Task, TaskStatus
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.operation import OperationKind
from gk_desktop.services.capture import Capture
from gk_desktop.store.backups import BackupReason


def written(capture: Capture, raw: str) -> str:
    captured = capture.add_line(raw)
    assert captured is not None
    return captured.id


def test_a_record_is_added_changed_and_found_again(workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", aliases=("MK",), joined_on=date(2020, 1, 2)))
    changed = workspace.keeping.change(Case, case.id, case_code="FK01", has_thm=True)

    assert changed == replace(case, case_code="FK01", has_thm=True)
    assert workspace.records.find(Case) == [changed]


def test_a_record_with_problems_is_refused_with_all_of_them(workspace: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        workspace.keeping.add(Case(name=" ", case_code="F K"))

    assert "braucht einen Namen" in str(refused.value)
    assert "Fallkürzel „F K“" in str(refused.value)
    assert workspace.records.find(Case) == []


def test_a_change_that_brings_a_problem_is_refused_and_changes_nothing(workspace: Workspace) -> None:
    workspace.keeping.add(Case(name="Eins", case_code="FK01"))
    two = workspace.keeping.add(Case(name="Zwei", case_code="FK02"))
    with pytest.raises(UserError, match="schon vergeben"):
        workspace.keeping.change(Case, two.id, case_code="fk01")

    assert workspace.records.get(Case, two.id) == two
    assert workspace.keeping.change(Case, two.id, name="Zwei neu").case_code == "FK02"


def test_a_change_to_what_is_there_already_is_no_step(workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Eins"))
    workspace.keeping.change(Case, case.id, name="Eins")
    workspace.keeping.change(Case, case.id)

    assert len(workspace.keeping.history(case.id)) == 1


def test_pasted_control_characters_fall_away(workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Mu\x00ster\ud800", aliases=("A\x07B",)))

    assert (case.name, case.aliases) == ("Muster", ("AB",))


def test_what_was_deleted_comes_back_as_it_was(workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Eins"))
    workspace.keeping.delete(Case, case.id)
    assert workspace.records.find(Case) == []
    assert workspace.records.find(Case, deleted=True) == [case]

    assert workspace.keeping.restore(Case, case.id) == case
    assert workspace.records.find(Case, deleted=True) == []


def test_an_unknown_record_is_refused_by_every_verb(workspace: Workspace, event: Event) -> None:
    keeping = workspace.keeping
    for verb in (keeping.delete, keeping.restore, keeping.purge, keeping.change):
        for unknown in ("0" * 32, event.id):
            with pytest.raises(UserError, match=r"gibt es nicht|Im Papierkorb liegt nichts"):
                verb(Case, unknown)
    assert workspace.store.backups.all() == []


def test_a_record_that_is_not_deleted_cannot_be_restored(workspace: Workspace, event: Event) -> None:
    with pytest.raises(UserError, match="Im Papierkorb liegt nichts"):
        workspace.keeping.restore(Event, event.id)


def test_an_entry_takes_its_decision_to_the_bin_and_back(workspace: Workspace, capture: Capture) -> None:
    entry = written(capture, "! eins")
    change_set = workspace.keeping.delete(Entry, entry)
    assert (len(change_set.ids("entry")), len(change_set.ids("decision"))) == (1, 1)
    assert workspace.records.find(Decision) == []

    workspace.projects.undo()
    assert len(workspace.records.find(Decision)) == 1
    workspace.keeping.delete(Entry, entry)
    workspace.keeping.restore(Entry, entry)
    assert [item.number for item in workspace.records.find(Decision)] == ["B-A1"]


def test_restoring_an_entry_brings_back_only_what_its_line_says(workspace: Workspace, capture: Capture) -> None:
    task, statement = written(capture, "! eins"), written(capture, "! zwei")
    capture.edit(task, "> eins")
    capture.edit(statement, "zwei")
    for entry in (task, statement):
        workspace.keeping.delete(Entry, entry)
        workspace.keeping.restore(Entry, entry)

    assert workspace.records.find(Decision) == []
    assert [item.number for item in workspace.records.find(Task)] == ["T-A1"]


@pytest.mark.parametrize("deleted_before", [False, True])
def test_a_purge_erases_the_words_in_all_that_was_written_in_the_entry(
    workspace: Workspace, event: Event, capture: Capture, deleted_before: bool
) -> None:
    entry = written(capture, "! Geheimwort")
    capture.edit(entry, "> Geheimwort")
    capture.edit(entry, "Geheimwort")
    if deleted_before:
        workspace.keeping.delete(Entry, entry)
    workspace.keeping.purge(Entry, entry)

    said = [str(operation.values) for operation in workspace.store.journal.operations()]
    assert not any("Geheimwort" in values for values in said)
    assert [operation.kind for operation in workspace.keeping.history(entry)][-1] is OperationKind.PURGE
    assert workspace.records.find(Entry) == workspace.records.find(Entry, deleted=True) == []
    assert workspace.searching.find("Geheimwort") == []


def test_a_purged_event_takes_its_notes_agenda_and_drafts_with_it(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    for raw in ("TOP 1: Geheimwort", "@Geheimwort: eins", "! Geheimwort", "> wer: Geheimwort", "* Geheimwort"):
        written(capture, raw)
    workspace.keeping.delete(Entry, written(capture, "Geheimwort im Papierkorb"))
    capture.save_draft("Geheimwort, halb getippt")
    other = workspace.keeping.add(Event(title="Eine andere Veranstaltung"))
    workspace.keeping.purge(Event, event.id)

    assert not any("Geheimwort" in str(operation.values) for operation in workspace.store.journal.operations())
    assert workspace.store.drafts.all() == []
    assert workspace.records.find(Event) == [other]
    assert workspace.searching.find("Geheimwort") == []
    assert workspace.projects.check().is_sound


def test_a_purge_is_preceded_by_a_backup_and_cannot_be_undone(workspace: Workspace, capture: Capture) -> None:
    entry = written(capture, "eins")
    workspace.keeping.purge(Entry, entry)

    assert [backup.reason for backup in workspace.store.backups.all()] == [BackupReason.BEFORE_PURGE.value]
    workspace.projects.undo()
    assert workspace.records.look_up(Entry, entry) is None


def test_a_moved_entry_takes_its_task_to_the_other_agenda_item(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    item = workspace.keeping.add(AgendaItem(event=event.id, number=4))
    entry = written(capture, "> eins")
    workspace.keeping.change(Entry, entry, agenda_item=item.id)

    assert [task.agenda_item for task in workspace.records.find(Task)] == [item.id]
    workspace.projects.undo()
    assert [task.agenda_item for task in workspace.records.find(Task)] == [""]


def test_a_reference_to_something_new_is_saved_with_it_and_goes_with_it(workspace: Workspace, event: Event) -> None:
    keeping = workspace.keeping
    office = Institution(name="Jugendamt")
    added = keeping.add(Participant(event=event.id), referring={"institution": office})
    made = workspace.records.get(Institution, added.institution)
    assert made.name == "Jugendamt"

    changed = keeping.change(Participant, added.id, referring={"institution": Institution(name="Schule")}, label="S")
    assert (workspace.records.get(Institution, changed.institution).name, changed.label) == ("Schule", "S")
    workspace.projects.undo()
    assert [item.name for item in workspace.records.find(Institution)] == ["Jugendamt"]
    assert workspace.records.get(Participant, added.id) == added
    workspace.projects.undo()
    assert workspace.records.find(Institution) == workspace.records.find(Participant, event=event.id) == []


def test_nothing_is_saved_where_what_is_referred_to_is_refused(workspace: Workspace, event: Event) -> None:
    with pytest.raises(UserError, match="Eine Institution braucht"):
        workspace.keeping.add(Participant(event=event.id, label="JA"), referring={"institution": Institution()})
    assert workspace.records.find(Participant, event=event.id) == []


def test_each_step_has_a_name_that_undo_shows(workspace: Workspace, event: Event) -> None:
    participant = workspace.keeping.add(Participant(event=event.id, label="Kunze"))
    workspace.keeping.change(Participant, participant.id, role="GfS")
    workspace.keeping.delete(Participant, participant.id)
    labels = []
    for _step in range(3):
        labels.append(workspace.projects.undo_label)
        workspace.projects.undo()

    assert labels == ["Teilnehmende löschen", "Teilnehmende ändern", "Teilnehmende anlegen"]
    assert workspace.projects.redo_label == "Teilnehmende anlegen"


def _given_away_twice(workspace: Workspace) -> Case:
    """One Fallkürzel, given by two laptops: what an exchange may bring, and no single laptop can do."""
    workspace.keeping.add(Case(name="Eins", case_code="FK01"))
    with workspace.store.journal.change("Austausch") as unit:
        return unit.create(Case(name="Zwei", case_code="FK01"))


def test_a_record_with_a_problem_that_nobody_here_made_can_be_edited(workspace: Workspace) -> None:
    two = _given_away_twice(workspace)

    assert workspace.keeping.change(Case, two.id, researcher="AB").researcher == "AB"
    assert workspace.keeping.change(Case, two.id, case_code="FK02").case_code == "FK02"


def test_a_further_problem_is_refused_alone(workspace: Workspace) -> None:
    two = _given_away_twice(workspace)

    with pytest.raises(UserError) as refused:
        workspace.keeping.change(Case, two.id, name=" ")
    assert str(refused.value) == "Ein Fall braucht einen Namen."
    workspace.keeping.change(Case, two.id, case_code="FK02")
    with pytest.raises(UserError, match="schon vergeben"):
        workspace.keeping.change(Case, two.id, case_code="FK01")


def _states(workspace: Workspace, entry_id: str) -> list[str]:
    return [step.operation.id for step in workspace.keeping.steps(Entry, entry_id)]


def test_an_earlier_state_of_an_entry_comes_back_with_its_decision_and_undo_takes_that_back(
    workspace: Workspace, capture: Capture
) -> None:
    entry_id = written(capture, "! Die AG tagt monatlich.")
    decision = workspace.records.find(Decision)[0]
    capture.edit(entry_id, "Die AG tagt vielleicht.")
    assert workspace.records.find(Decision) == []

    back = workspace.keeping.bring_back(Entry, entry_id, _states(workspace, entry_id)[0])

    assert (back.kind, back.text, back.raw) == (
        EntryKind.DECISION,
        "Die AG tagt monatlich.",
        "! Die AG tagt monatlich.",
    )
    assert workspace.records.find(Decision) == [decision]
    workspace.projects.undo()
    assert workspace.records.get(Entry, entry_id).text == "Die AG tagt vielleicht."
    assert workspace.records.find(Decision) == []
    assert workspace.projects.check().is_sound


def test_a_task_gets_back_what_its_line_said_and_keeps_how_far_it_has_got(
    workspace: Workspace, capture: Capture
) -> None:
    entry_id = written(capture, "> Jugendamt bis 24.03.2026: Liste schicken")
    task = workspace.records.find(Task)[0]
    workspace.keeping.change(Task, task.id, status=TaskStatus.DONE)
    capture.edit(entry_id, "> KI bis 31.03.2026: Liste holen")

    workspace.keeping.bring_back(Entry, entry_id, _states(workspace, entry_id)[0])

    now = workspace.records.get(Task, task.id)
    assert (now.text, now.responsible, now.due) == ("Liste schicken", "Jugendamt", date(2026, 3, 24))
    assert now.status is TaskStatus.DONE


def test_what_an_entry_became_later_goes_when_it_comes_back_as_something_else(
    workspace: Workspace, capture: Capture
) -> None:
    entry_id = written(capture, "Die AG tagt.")
    capture.edit(entry_id, "! Die AG tagt.")
    capture.edit(entry_id, "> KI: die AG einladen")
    assert (len(workspace.records.find(Decision)), len(workspace.records.find(Task))) == (0, 1)

    states = _states(workspace, entry_id)
    workspace.keeping.bring_back(Entry, entry_id, states[1])
    assert (len(workspace.records.find(Decision)), len(workspace.records.find(Task))) == (1, 0)
    workspace.keeping.bring_back(Entry, entry_id, states[0])
    assert (workspace.records.find(Decision), workspace.records.find(Task)) == ([], [])


def test_a_deleted_entry_comes_back_as_it_once_was(workspace: Workspace, capture: Capture) -> None:
    entry_id = written(capture, "! Erster Stand.")
    capture.edit(entry_id, "! Zweiter Stand.")
    workspace.keeping.delete(Entry, entry_id)

    workspace.keeping.bring_back(Entry, entry_id, _states(workspace, entry_id)[0])

    assert workspace.records.get(Entry, entry_id).text == "Erster Stand."
    assert [decision.text for decision in workspace.records.find(Decision)] == ["Erster Stand."]
