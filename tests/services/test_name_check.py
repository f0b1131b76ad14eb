"""No known name leaves the house unseen."""

from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.progress import silent
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, MinutesExport, MinutesKind, MinutesStatus, NameState
from gk_desktop.services.capture import Capture
from gk_desktop.services.name_check import NameHit
from gk_desktop.services.table_composing import Exported, TableRequest, compose_table
from gk_desktop.services.table_files import write_table
from tests.documents.docx_text import all_texts
from tests.store.workspaces import CHEAP

IDENTITY_PASSPHRASE = "vier andere worte im wind"
INTERN, PSEUDONYMISED, OUTSIDE = ExportClass.INTERN, ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER
COURSE = MinutesKind.COURSE


@pytest.fixture
def event(workspace: Workspace) -> Event:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    return workspace.keeping.add(Event(title="Kerngruppe mit Frau Müller", case=case.id))


@pytest.fixture
def persons(workspace: Workspace, event: Event) -> list[Person]:
    case = workspace.records.get(Case, event.case)
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    found = [workspace.people.add(case=case, role=role) for role in ("GfS", "TR")]
    workspace.identities.save_identity(
        found[0],
        Identity(
            given_name="Petra",
            family_name="Müller",
            title="Dr.",
            further_names=("Mülli",),
            phone="0201 / 12 34 56",
            email="p.mueller@musterstadt.example",
            institution="Haus der Wege",
        ),
    )
    workspace.identities.save_identity(found[1], Identity(family_name="Klein"))
    return found


def words(workspace: Workspace, event: Event, cls: ExportClass = PSEUDONYMISED) -> list[tuple[str, str, str]]:
    """Open hits: where, word, proposal."""
    check = workspace.name_checks.of(event.id, cls)
    return [(hit.where, hit.word, hit.proposal) for hit in check.open_hits]


def open_hit(workspace: Workspace, event: Event, word: str, cls: ExportClass = PSEUDONYMISED) -> NameHit:
    return next(hit for hit in workspace.name_checks.of(event.id, cls).open_hits if hit.word == word)


def shown(workspace: Workspace, event: Event, cls: ExportClass = PSEUDONYMISED) -> str:
    preview = workspace.export_previews.of(event.id, COURSE, cls)
    return "\n".join(entry.text for entry in preview.included)


def settle(workspace: Workspace, event: Event, cls: ExportClass = PSEUDONYMISED) -> None:
    workspace.name_checks.accept_proposals(event.id, cls, COURSE)


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Müllers Zahlen", "Müllers"),
        ("laut mueller", "mueller"),
        ("Frau Dr. Petra Müller", "Dr. Petra Müller"),
        ("Müller, Petra", "Müller, Petra"),
        ("P. Müller", "P. Müller"),
        ("Petras Büro", "Petras"),
        ("die Mülli", "Mülli"),
        ("Tel. +49 201 123-456", "49 201 123-456"),
        ("0201123456", "0201123456"),
        ("P.MUELLER@musterstadt.example", "P.MUELLER@musterstadt.example"),
        ("im Haus der Wege", "Haus der Wege"),
        ("Herr Klein", "Klein"),
    ],
)
def test_everything_a_person_may_be_called_is_found(
    workspace: Workspace, event: Event, capture: Capture, line: str, found: str
) -> None:
    capture.add_line(line)
    assert found in [word for where, word, _proposal in words(workspace, event) if where == "A1"]
    assert found not in shown(workspace, event)


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize(
    ("identity", "line", "found"),
    [
        (Identity(email="amt@stadt.example, privat@heim.example"), "an privat@heim.example", "privat@heim.example"),
        (Identity(email="amt@stadt.example <privat@heim.example>"), "an amt@stadt.example", "amt@stadt.example"),
        (Identity(phone="0201 1234567 / 0171 9876543"), "ruf 0171 9876543 an", "0171 9876543"),
        (Identity(phone="0201 1234567 / 0171 9876543"), "0201 1234567", "0201 1234567"),
        (Identity(phone="0201/1234567, privat: +49 171 9876543"), "0171 9876543", "0171 9876543"),
        (Identity(phone="0201 1234567 0171 9876543"), "0171/9876543", "0171/9876543"),
        (Identity(given_name="Samir", family_name="Al-Ali"), "Herr Ali sagt ja", "Ali"),
        (Identity(family_name="Kaya-Öz"), "Frau Öz sagt ja", "Öz"),
        (Identity(family_name="Kaya-An"), "laut Frau An", "Frau An"),
        (Identity(family_name="müller-lüdenscheidt"), "Frau Lüdenscheidt", "Lüdenscheidt"),
        (Identity(given_name="Karl-Heinz", family_name="Schmidtke"), "Heinz sagt", "Heinz"),
        (Identity(given_name="Karl-Heinz", family_name="Schmidtke"), "mit Karlheinz", "Karlheinz"),
        (Identity(family_name="Kunzelmann"), "die Kunzelmannsche Liste", "Kunzelmannsche"),
        (Identity(family_name="Kunzelmann"), "das Kunzelmannpapier", "Kunzelmannpapier"),
        (Identity(family_name="Kunzelmann"), "die Kunzelmänner", "Kunzelmänner"),
        (Identity(family_name="Krüger"), "die Krügersche Liste", "Krügersche"),
        (Identity(family_name="Özdemir"), "Frau Ozdemir", "Ozdemir"),
        (Identity(given_name="Łukasz", family_name="Zet"), "mit Lukasz", "Lukasz"),
    ],
)
def test_parts_endings_and_plain_letters_of_a_name_are_found(
    workspace: Workspace,
    event: Event,
    persons: list[Person],
    capture: Capture,
    identity: Identity,
    line: str,
    found: str,
) -> None:
    workspace.identities.save_identity(persons[1], identity)
    capture.add_line(line)
    assert found in [word for where, word, _proposal in words(workspace, event) if where == "A1"]


@pytest.mark.parametrize(
    ("identity", "line"),
    [
        (Identity(family_name="Kaya-An"), "An der Ruhr, Kay"),
        (Identity(family_name="von der Heide"), "Von der Sache, der Zug"),
        (Identity(family_name="Schön"), "Schon wieder"),
        (Identity(family_name="Kühne"), "kuehnere Thesen"),
        (Identity(family_name="Schneider"), "Schneiderei und Schneiderin"),
        (Identity(phone="0201 / 12 34 56"), "0201 123"),
    ],
)
def test_parts_of_names_that_are_everyday_words_alarm_nobody(
    workspace: Workspace, event: Event, persons: list[Person], capture: Capture, identity: Identity, line: str
) -> None:
    workspace.identities.save_identity(persons[1], identity)
    capture.add_line(line)
    assert [where for where, _word, _proposal in words(workspace, event)] == ["Veranstaltung"]


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize("line", ["klein anfangen", "Müllerin und Mühle", "0201 12 34 567", "Kleinkinder", "petrol"])
def test_other_words_are_left_alone(workspace: Workspace, event: Event, capture: Capture, line: str) -> None:
    capture.add_line(line)
    assert [where for where, _word, _proposal in words(workspace, event)] == ["Veranstaltung"]
    assert shown(workspace, event) == line


@pytest.mark.usefixtures("persons")
def test_codes_stand_in_inside_and_roles_outside(workspace: Workspace, event: Event, capture: Capture) -> None:
    capture.add_line("Frau Müller sagt zu")
    assert shown(workspace, event) == "Frau FK01-GfS-A1 sagt zu"
    assert shown(workspace, event, INTERN) == "Frau Müller sagt zu"
    outside = shown(workspace, event, OUTSIDE)
    assert "Müller" not in outside
    assert "FK01" not in outside


def test_a_name_that_two_persons_have_is_nobodys_unless_one_of_them_is_there(
    workspace: Workspace, event: Event, persons: list[Person], capture: Capture
) -> None:
    workspace.identities.save_identity(persons[1], Identity(family_name="Müller"))
    capture.add_line("Müller sagt zu")
    assert shown(workspace, event) == "[Person] sagt zu"
    workspace.keeping.add(Participant(event=event.id, label="TR", person=persons[1].id))
    assert shown(workspace, event) == "FK01-TR-A1 sagt zu"


@pytest.mark.usefixtures("persons")
def test_what_the_project_knows_is_replaced_without_asking(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    workspace.keeping.add(Institution(name="Wegweiser Nord", institution_type="Träger"))
    capture.add_line("in Musterstadt beim Wegweiser Nord")
    hits = workspace.name_checks.of(event.id, PSEUDONYMISED).hits
    assert [(hit.word, hit.proposal) for hit in hits if not hit.needs_decision] == [
        ("Musterstadt", "FK01"),
        ("Wegweiser Nord", "[Träger]"),
    ]


@pytest.mark.usefixtures("persons")
def test_another_word_of_that_spelling_stays_in_that_sentence_only(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("Klein anfangen ist besser.")
    hit = open_hit(workspace, event, "Klein")
    assert hit.is_ambiguous
    workspace.name_checks.decide(event.id, [hit], NameVerdict.HARMLESS, PSEUDONYMISED)
    assert shown(workspace, event) == "Klein anfangen ist besser."

    (entry,) = workspace.records.find(Entry)
    capture.edit(entry.id, "Frau Klein war da. Klein anfangen ist besser.")
    assert [word for where, word, _proposal in words(workspace, event) if where == "A1"] == ["Klein"]
    assert shown(workspace, event) == "Frau FK01-TR-A1 war da. Klein anfangen ist besser."

    capture.edit(entry.id, "Klein anfangen ist schlechter.")
    assert shown(workspace, event) == "FK01-TR-A1 anfangen ist schlechter."


@pytest.mark.usefixtures("persons")
def test_the_same_word_twice_in_a_sentence_is_two_decisions(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("Klein anfangen, sagt Frau Klein.")
    workspace.name_checks.decide(event.id, [open_hit(workspace, event, "Klein")], NameVerdict.HARMLESS, PSEUDONYMISED)
    assert shown(workspace, event) == "Klein anfangen, sagt Frau FK01-TR-A1."


@pytest.mark.usefixtures("persons")
def test_a_name_that_stays_needs_a_reason_and_stays_in_that_class_only(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("Frau Müller sagt zu")
    hit = next(hit for hit in workspace.name_checks.of(event.id, PSEUDONYMISED).open_hits if hit.where == "A1")
    with pytest.raises(UserError, match="Begründung"):
        workspace.name_checks.decide(event.id, [hit], NameVerdict.LEFT_IN, PSEUDONYMISED, reason=" ")
    assert workspace.records.find(NameDecision) == []

    workspace.name_checks.decide(event.id, [hit], NameVerdict.LEFT_IN, PSEUDONYMISED, reason="öffentliches Amt")
    assert shown(workspace, event) == "Frau Müller sagt zu"
    assert "Müller" not in shown(workspace, event, OUTSIDE)
    assert [(item.reason, item.decided_by) for item in workspace.records.find(NameDecision)] == [
        ("öffentliches Amt", "AB")
    ]


@pytest.mark.usefixtures("persons")
def test_an_own_stand_in_gives_no_name_away_either(workspace: Workspace, event: Event, capture: Capture) -> None:
    capture.add_line("Klein sagt zu")
    hit = open_hit(workspace, event, "Klein")
    workspace.name_checks.decide(
        event.id, [hit], NameVerdict.REPLACE, PSEUDONYMISED, replacement="die Kollegin von Müller"
    )
    assert shown(workspace, event) == "die Kollegin von FK01-GfS-A1 sagt zu"


@pytest.mark.usefixtures("persons")
def test_deciding_again_leaves_one_decision_and_undo_brings_the_first_one_back(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("Klein sagt zu")
    hit = open_hit(workspace, event, "Klein")
    workspace.name_checks.decide(event.id, [hit], NameVerdict.HARMLESS, PSEUDONYMISED)
    workspace.name_checks.decide(event.id, [hit], NameVerdict.REPLACE, PSEUDONYMISED)
    assert [item.verdict for item in workspace.records.find(NameDecision)] == [NameVerdict.REPLACE]
    workspace.projects.undo()
    assert shown(workspace, event) == "Klein sagt zu"
    workspace.name_checks.withdraw(hit, event.id)
    assert open_hit(workspace, event, "Klein").decision is None


@pytest.mark.usefixtures("persons")
def test_what_was_replaced_stays_replaced_when_the_key_file_is_closed(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("Müllers Zahlen, 0201/12 34 56")
    capture.add_line("Klein anfangen ist besser.")
    capture.add_line("Klein sagt zu.")
    first, second = (hit for hit in workspace.name_checks.of(event.id, PSEUDONYMISED).open_hits if hit.word == "Klein")
    workspace.name_checks.decide(event.id, [first], NameVerdict.HARMLESS, PSEUDONYMISED)
    workspace.name_checks.decide(event.id, [second], NameVerdict.REPLACE, PSEUDONYMISED, replacement="die Leitung")
    settle(workspace, event)
    workspace.identities.close()
    assert shown(workspace, event).splitlines() == [
        "[Person] Zahlen, [Person]",
        "Klein anfangen ist besser.",
        "die Leitung sagt zu.",
    ]


@pytest.mark.usefixtures("persons")
def test_a_task_and_its_entry_are_one_question(workspace: Workspace, event: Event, capture: Capture) -> None:
    capture.add_line("> Einladung an Klein schicken")
    hit = open_hit(workspace, event, "Klein")
    assert len(hit.places) == 2
    workspace.name_checks.decide(event.id, [hit], NameVerdict.HARMLESS, PSEUDONYMISED)
    assert "Klein" not in [word for _where, word, _proposal in words(workspace, event)]


@pytest.mark.usefixtures("persons")
def test_the_check_asks_about_what_the_class_shows_and_about_nothing_else(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("* Klein wirkt müde")
    assert "Klein" in [word for _where, word, _proposal in words(workspace, event)]
    assert "Klein" not in [word for _where, word, _proposal in words(workspace, event, OUTSIDE)]
    assert workspace.name_checks.of(event.id, INTERN).hits == ()


@pytest.mark.usefixtures("persons")
def test_open_hits_hold_an_export_up_and_a_settled_one_is_on_record_as_checked(
    workspace: Workspace, event: Event, capture: Capture, tmp_path: Path
) -> None:
    capture.add_line("Müllers Zahlen aus Musterstadt")
    with pytest.raises(UserError, match="ungeklärt"):
        workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert list(tmp_path.glob("*.docx")) == []
    assert workspace.records.find(MinutesExport) == []

    settle(workspace, event)
    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert exported.export.names_checked
    said = "\n".join(all_texts(exported.file.read_bytes()).values())
    assert "Namen ungeprüft" not in said
    assert "üller" not in said

    inside = workspace.minutes.export(event.id, COURSE, INTERN, tmp_path)
    assert not inside.export.names_checked


@pytest.mark.usefixtures("persons")
def test_an_export_in_spite_of_open_hits_keeps_the_reason_and_says_unchecked(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path, names_reason="eilt sehr")
    assert not exported.export.names_checked
    assert "Namen ungeprüft" in "\n".join(all_texts(exported.file.read_bytes()).values())
    (logged,) = workspace.name_checks.decisions(event.id)
    assert (logged.record_id, logged.reason, logged.decided_by) == (exported.export.id, "eilt sehr", "AB")


@pytest.mark.usefixtures("persons")
def test_with_the_key_file_closed_missing_or_foreign_exports_go_on_unchecked(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    workspace.identities.close()
    with pytest.raises(UserError):
        workspace.identities.open("falsche worte im falschen wind")
    workspace.identities.path.unlink()
    assert not workspace.name_checks.of(event.id, PSEUDONYMISED).is_possible
    exported = workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path)
    assert not exported.export.names_checked
    assert "Namen ungeprüft" in "\n".join(all_texts(exported.file.read_bytes()).values())


@pytest.mark.usefixtures("persons")
def test_names_are_checked_at_the_release_too(workspace: Workspace, event: Event, capture: Capture) -> None:
    capture.add_line("Müllers Zahlen")
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD):
        workspace.releases.set_status(event.id, COURSE, status)
    with pytest.raises(UserError, match="ungeklärt"):
        workspace.releases.release(event.id, COURSE)
    settle(workspace, event)
    settle(workspace, event, OUTSIDE)
    released = workspace.releases.release(event.id, COURSE)

    frozen = workspace.minutes.versions.content(released, PSEUDONYMISED)
    assert frozen.names is NameState.CHECKED
    workspace.identities.close()
    # Whoever has no key sees the same minutes, not a change.
    assert not workspace.minutes.versions.has_moved_on(released)
    workspace.identities.open(IDENTITY_PASSPHRASE)
    assert not workspace.minutes.versions.has_moved_on(released)
    capture.add_line("Noch etwas")
    workspace.identities.close()
    assert workspace.minutes.versions.has_moved_on(released)


@pytest.mark.usefixtures("persons")
def test_a_list_of_changes_waits_for_open_hits_too(
    workspace: Workspace, event: Event, capture: Capture, tmp_path: Path
) -> None:
    capture.add_line("Es geht los")
    settle(workspace, event)
    settle(workspace, event, OUTSIDE)
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
        workspace.releases.set_status(event.id, COURSE, status)
    capture.add_line("Müllers Zahlen")
    changes = workspace.minutes_changes
    with pytest.raises(UserError, match="ungeklärt"):
        changes.export(changes.compare(event.id, COURSE, PSEUDONYMISED), tmp_path)
    assert list(tmp_path.glob("*.docx")) == []
    settle(workspace, event)
    assert changes.export(changes.compare(event.id, COURSE, PSEUDONYMISED), tmp_path).names_checked


@pytest.mark.usefixtures("persons")
def test_opening_the_key_file_does_not_change_what_was_released_without_it(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    capture.add_line("Müllers Zahlen")
    workspace.identities.close()
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
        released = workspace.releases.set_status(event.id, COURSE, status)
    workspace.identities.open(IDENTITY_PASSPHRASE)
    assert not workspace.minutes.versions.has_moved_on(released)


@pytest.mark.usefixtures("persons")
def test_a_file_name_with_a_name_of_the_key_file_is_refused(workspace: Workspace, event: Event, tmp_path: Path) -> None:
    settle(workspace, event)
    with pytest.raises(UserError, match="verrät"):
        workspace.minutes.export(event.id, COURSE, PSEUDONYMISED, tmp_path / "Gespräch Müller.docx")


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize("gone", [Event, Entry])
def test_a_decision_goes_with_what_it_is_about(
    workspace: Workspace, event: Event, capture: Capture, gone: type[Event] | type[Entry]
) -> None:
    capture.add_line("Klein sagt zu")
    settle(workspace, event)
    assert "Klein" in [item.word for item in workspace.records.find(NameDecision)]
    (record,) = workspace.records.find(gone)
    workspace.keeping.purge(gone, record.id)
    left = [item.word for item in workspace.records.find(NameDecision)]
    assert "Klein" not in left
    assert all(operation.values.get("word") != "Klein" for operation in workspace.store.journal.operations())


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize("what", Exported)
@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
def test_tables_and_reading_texts_wait_for_open_hits_unless_there_is_a_reason(
    workspace: Workspace, event: Event, tmp_path: Path, what: Exported, cls: ExportClass
) -> None:
    workspace.capture(event.id).add_line("> GfS: Petra anrufen")
    request = TableRequest(what=what, export_class=cls, event=event.id)
    with pytest.raises(UserError, match="ungeklärt"):
        workspace.tables.export(request, tmp_path)
    assert list(tmp_path.glob(f"*{request.suffix}")) == []
    assert workspace.records.find(MinutesExport) == []

    in_spite = workspace.tables.export(request, tmp_path, names_reason="eilt sehr")
    assert [export.names_checked for export in in_spite.exports] == [False]
    (logged,) = workspace.name_checks.decisions(event.id)
    assert (logged.record_id, logged.reason) == (in_spite.exports[0].id, "eilt sehr")

    workspace.name_checks.accept_proposals(event.id, cls, what.minutes_kind)
    (tmp_path / "danach").mkdir()
    settled = workspace.tables.export(request, tmp_path / "danach")
    assert settled.table.names_checked
    inside = TableRequest(what=what, export_class=INTERN, event=event.id)
    assert workspace.tables.export(inside, tmp_path).file.exists()


@pytest.mark.usefixtures("persons")
def test_a_table_of_all_events_waits_for_the_one_with_open_hits(
    workspace: Workspace, event: Event, tmp_path: Path
) -> None:
    other = workspace.keeping.add(Event(title="Fachtag", case=event.case))
    workspace.capture(other.id).add_line("Alles ruhig")
    workspace.capture(event.id).add_line("Petra sagt zu")
    table = compose_table(workspace.tables.gather(TableRequest(what=Exported.ENTRIES, export_class=OUTSIDE)), silent)
    assert [part.event for part in table.undecided_parts] == [event.id]
    with pytest.raises(UserError, match="ungeklärt"):
        write_table(table, tmp_path, silent)
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.usefixtures("persons")
def test_minutes_with_open_hits_are_not_printed(workspace: Workspace, event: Event) -> None:
    workspace.capture(event.id).add_line("Petra sagt zu")
    pages = workspace.minutes.pages(event.id, COURSE, PSEUDONYMISED)
    assert pages.not_printed is not None
    assert "ungeklärt" in str(pages.not_printed)
    assert workspace.minutes.pages(event.id, COURSE, INTERN).not_printed is None
    settle(workspace, event)
    assert workspace.minutes.pages(event.id, COURSE, PSEUDONYMISED).not_printed is None


@pytest.mark.usefixtures("persons")
@pytest.mark.parametrize("cls", [PSEUDONYMISED, OUTSIDE])
def test_tasks_of_no_event_are_looked_through_for_the_table_of_all(
    workspace: Workspace, event: Event, tmp_path: Path, cls: ExportClass
) -> None:
    assert event.id
    task = workspace.keeping.add(Task(number="T-A1", text="Petra anrufen", responsible="Frau Müller"))
    request = TableRequest(what=Exported.TASKS, export_class=cls)
    with pytest.raises(UserError, match="ungeklärt"):
        workspace.tables.export(request, tmp_path)
    hits = workspace.name_checks.of("", cls, MinutesKind.TASK_LIST).open_hits
    assert [(hit.word, hit.where) for hit in hits] == [("Petra", "T-A1")]
    workspace.name_checks.accept_proposals("", cls, MinutesKind.TASK_LIST)
    assert [item.record_id for item in workspace.name_checks.decisions("")] == [task.id]
    written = workspace.tables.export(request, tmp_path)
    assert written.table.names_checked
    said = "\n".join(all_texts(written.file.read_bytes()).values())
    assert "Petra" not in said
    assert "Müller" not in said
