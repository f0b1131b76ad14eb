"""Hit by hit with one key each, and the document that waits for it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.event import Event
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.minutes import ExportClass, MinutesExport, MinutesKind, MinutesStatus
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.name_check_dialog import NameCheckDialog
from gk_desktop.ui.dialogs.preview_dialog import PreviewDialog
from gk_desktop.ui.dialogs.release_dialog import ReleaseDialog
from gk_desktop.ui.dialogs.table_export_dialog import TableExportDialog
from gk_desktop.ui.pages.minutes_section import MinutesSection
from gk_desktop.ui.printing import PrintOrder, page_printer
from tests.documents.docx_text import all_texts
from tests.store.workspaces import CHEAP
from tests.ui.conftest import type_text
from tests.ui.dialog_life import is_freed, show

IDENTITY_PASSPHRASE = "vier andere worte im wind"
LINES = (
    "Herr Klein sagt, Müllers Zahlen stimmen.",
    "Wir fangen klein an. Klein anfangen ist besser, und Frau Müller aus Musterstadt weiß das.",
)


@pytest.fixture
def event(context: WorkspaceContext) -> Event:
    workspace = context.workspace
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    persons = [workspace.people.add(case=case, role=role) for role in ("GfS", "TR")]
    workspace.identities.create(workspace.identities.path, IDENTITY_PASSPHRASE, kdf=CHEAP)
    workspace.identities.save_identity(persons[0], Identity(given_name="Petra", family_name="Müller"))
    workspace.identities.save_identity(persons[1], Identity(family_name="Klein"))
    event = workspace.keeping.add(Event(title="Bündniskerngruppe", case=case.id))
    capture = workspace.capture(event.id)
    for line in LINES:
        capture.add_line(line)
    return event


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkspaceContext, event: Event) -> NameCheckDialog:
    dialog = NameCheckDialog(context, event.id, MinutesKind.COURSE, ExportClass.PSEUDONYMISIERT)
    show(qtbot, dialog)
    return dialog


@pytest.fixture
def export(qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog(context, event.id)
    dialog.set_folder(tmp_path)
    show(qtbot, dialog)
    QTest.keyClick(child(dialog, QWidget, "export_class"), Qt.Key.Key_Down)
    return dialog


def child(dialog: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def label(dialog: QWidget, name: str) -> str:
    found = child(dialog, QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def field(dialog: QWidget, name: str) -> QLineEdit:
    found = child(dialog, QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def hits(dialog: QWidget) -> QListView:
    found = child(dialog, QListView, "name_hits")
    assert isinstance(found, QListView)
    return found


def spoken(dialog: QWidget) -> list[str]:
    model = hits(dialog).model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def said_in(document: Path) -> str:
    return "\n".join(all_texts(document.read_bytes()).values())


def click(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(child(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_hit_is_shown_in_its_sentence_with_what_would_replace_it_and_why(dialog: NameCheckDialog) -> None:
    assert label(dialog, "names_count") == "4 Treffer ungeklärt · 0 geklärt · 1 ohnehin ersetzt"
    assert spoken(dialog)[1] == f"Müllers: ungeklärt · A1 · „Müllers“ → FK01-GfS-A1 · Schlüsseldatei. {LINES[0]}"
    dialog.close()


def test_what_is_replaced_anyway_is_shown_on_request(dialog: NameCheckDialog) -> None:
    everything = child(dialog, QCheckBox, "show_all_names")
    assert isinstance(everything, QCheckBox)
    everything.click()
    assert any("wird ersetzt · A2 · „Musterstadt“ → FK01 · Fall" in line for line in spoken(dialog))
    dialog.close()


def test_each_decision_is_one_key_and_goes_on_to_the_next_open_hit(
    dialog: NameCheckDialog, context: WorkspaceContext
) -> None:
    assert hits(dialog).hasFocus()
    assert "anderes Wort" in label(dialog, "name_hint")
    QTest.keyClick(hits(dialog), Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier)
    QTest.keyClick(hits(dialog), Qt.Key.Key_E)
    QTest.keyClick(hits(dialog), Qt.Key.Key_K)
    assert label(dialog, "names_count") == "1 Treffer ungeklärt · 3 geklärt · 1 ohnehin ersetzt"
    QTest.keyClick(hits(dialog), Qt.Key.Key_B)
    assert "Warum bleibt der Name stehen?" in label(dialog, "name_problem")
    reason = field(dialog, "name_reason")
    assert reason.hasFocus()
    type_text(reason, "öffentliches Amt")
    QTest.keyClick(reason, Qt.Key.Key_Return)

    assert label(dialog, "names_count").startswith("0 Treffer ungeklärt")
    kept = {(item.word, item.verdict, item.reason) for item in context.workspace.records.find(NameDecision)}
    assert kept == {
        ("Klein", NameVerdict.REPLACE, ""),
        ("Müllers", NameVerdict.REPLACE, ""),
        ("Klein", NameVerdict.HARMLESS, ""),
        ("Müller", NameVerdict.LEFT_IN, "öffentliches Amt"),
    }
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert is_freed(dialog)


def test_all_proposals_are_one_step_that_undo_takes_back(dialog: NameCheckDialog, context: WorkspaceContext) -> None:
    click(dialog, "accept_all_names")
    assert label(dialog, "names_count").startswith("0 Treffer ungeklärt · 4 geklärt")
    QTest.keyClick(hits(dialog), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert label(dialog, "names_count").startswith("4 Treffer ungeklärt · 0 geklärt")
    assert context.workspace.records.find(NameDecision) == []
    # What was done before the dialog is not its business.
    QTest.keyClick(hits(dialog), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(context.workspace.records.find(Event)) == 1
    dialog.close()


def test_an_own_stand_in_counts_and_a_decision_can_be_withdrawn(
    dialog: NameCheckDialog, context: WorkspaceContext
) -> None:
    stand_in = field(dialog, "stand_in")
    assert stand_in.text() == "FK01-TR-A1"
    stand_in.setText("die Trägervertretung")
    QTest.keyClick(stand_in, Qt.Key.Key_Return)
    assert [item.replacement for item in context.workspace.records.find(NameDecision)] == ["die Trägervertretung"]
    QTest.keyClick(hits(dialog), Qt.Key.Key_Home)
    QTest.keyClick(hits(dialog), Qt.Key.Key_Delete)
    assert context.workspace.records.find(NameDecision) == []
    dialog.close()


def test_intern_says_nothing_about_names(export: ExportDialog) -> None:
    assert label(export, "names_unchecked") == "Namen: 4 Treffer ungeklärt."
    QTest.keyClick(child(export, QWidget, "export_class"), Qt.Key.Key_Up)
    assert label(export, "names_unchecked") == ""
    export.close()


def test_open_hits_hold_the_document_up_until_they_are_looked_through(
    export: ExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    click(export, "make_minutes")
    assert "noch Namen ungeklärt" in label(export, "export_result")
    assert list(tmp_path.glob("*.docx")) == []

    click(export, "check_names")
    check = export.findChild(NameCheckDialog)
    assert isinstance(check, NameCheckDialog)
    click(check, "accept_all_names")
    click(check, "close_names")
    assert label(export, "names_unchecked") == "Namen geprüft: kein Treffer ungeklärt."

    click(export, "make_minutes")
    (document,) = tmp_path.glob("*.docx")
    text = said_in(document)
    assert "Müller" not in text
    assert "Klein" not in text
    assert "Namen ungeprüft" not in text
    assert [item.names_checked for item in context.workspace.records.find(MinutesExport)] == [True]
    export.close()


def test_with_a_reason_the_document_is_written_in_spite_of_open_hits(
    export: ExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    click(export, "in_spite_of_names")
    reason = field(export, "in_spite_reason")
    assert reason.hasFocus()
    type_text(reason, "eilt sehr")
    QTest.keyClick(reason, Qt.Key.Key_Return)

    (document,) = tmp_path.glob("*.docx")
    text = said_in(document)
    assert "Namen ungeprüft" in text
    assert "Müller" not in text
    assert [item.names_checked for item in context.workspace.records.find(MinutesExport)] == [False]
    assert [item.reason for item in context.workspace.records.find(NameDecision)] == ["eilt sehr"]
    export.close()


def test_a_closed_key_file_is_offered_to_be_opened_and_holds_nothing_up(
    export: ExportDialog, context: WorkspaceContext, tmp_path: Path
) -> None:
    context.workspace.identities.close()
    assert label(export, "names_unchecked") == "Namen ungeprüft: Die Schlüsseldatei ist geschlossen."
    assert child(export, QPushButton, "open_identity_file").isVisible()
    assert not child(export, QPushButton, "check_names").isVisible()
    click(export, "make_minutes")
    assert len(list(tmp_path.glob("*.docx"))) == 1
    export.close()


def test_before_a_release_names_are_looked_through_class_by_class(
    qtbot: QtBot, context: WorkspaceContext, event: Event
) -> None:
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD):
        context.workspace.releases.set_status(event.id, MinutesKind.COURSE, status)
    section = MinutesSection(context)
    qtbot.addWidget(section)
    section.open_event(event.id)
    show(qtbot, section)
    for cls in (ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER):
        click(section, "next_step")
        check = section.findChild(NameCheckDialog)
        assert isinstance(check, NameCheckDialog)
        assert check.windowTitle() == f"Namen prüfen: {cls.value}"
        left = child(check, QPushButton, "accept_all_names")
        QTest.keyClick(hits(check), Qt.Key.Key_B)
        type_text(field(check, "name_reason"), "öffentliches Amt")
        QTest.keyClick(field(check, "name_reason"), Qt.Key.Key_Return)
        assert isinstance(left, QPushButton)
        left.click()
        QTest.keyClick(check, Qt.Key.Key_Escape)
        assert is_freed(check)
    click(section, "next_step")
    question = section.findChild(ReleaseDialog)
    assert isinstance(question, ReleaseDialog)
    question.close()


def test_an_older_key_file_is_compared_and_said_to_be_older(export: ExportDialog, context: WorkspaceContext) -> None:
    identities = context.workspace.identities
    earlier = identities.path.read_bytes()
    (person, *_others) = identities.book.identities.values()
    identities.save_identity(context.workspace.records.get(Person, person.id), person)
    identities.path.write_bytes(earlier)
    identities.open(IDENTITY_PASSPHRASE)
    assert label(export, "names_unchecked").startswith("Namen: 4 Treffer ungeklärt. Diese Schlüsseldatei ist älter")
    export.close()


def wait_until_freed(qtbot: QtBot, dialog: QWidget) -> None:
    qtbot.waitUntil(lambda: is_freed(dialog))


def wait_until_up(qtbot: QtBot, button: QWidget) -> None:
    assert isinstance(button, QPushButton)
    qtbot.waitUntil(lambda: not button.isDown())


def wait_until_set(qtbot: QtBot, preview: PreviewDialog) -> None:
    qtbot.waitUntil(lambda: not preview.is_busy, timeout=20_000)


def test_tables_of_all_events_wait_until_each_event_is_looked_through(
    qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path
) -> None:
    workspace = context.workspace
    other = workspace.keeping.add(Event(title="Fachtag", case=event.case))
    workspace.capture(other.id).add_line("Petra sagt zu")
    tables = TableExportDialog(context)
    tables.set_folder(tmp_path)
    show(qtbot, tables)
    qtbot.waitUntil(lambda: not tables.is_busy)
    assert label(tables, "names_unchecked") == ""
    QTest.keyClick(child(tables, QWidget, "table_class"), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not tables.is_busy)
    assert label(tables, "names_unchecked") == "Namen: in 2 Veranstaltungen sind Treffer ungeklärt."
    click(tables, "make_table")
    qtbot.waitUntil(lambda: not tables.is_busy)
    assert "noch Namen ungeklärt" in label(tables, "table_result")
    assert list(tmp_path.glob("*.xlsx")) == []

    for left in ("Namen: in 1 Veranstaltung sind Treffer ungeklärt.", "Namen geprüft: kein Treffer ungeklärt."):
        click(tables, "check_names")
        check = tables.findChild(NameCheckDialog)
        assert isinstance(check, NameCheckDialog)
        click(check, "accept_all_names")
        click(check, "close_names")
        wait_until_freed(qtbot, check)
        qtbot.waitUntil(lambda: not tables.is_busy)
        assert label(tables, "names_unchecked") == left
    click(tables, "make_table")
    qtbot.waitUntil(lambda: not tables.is_busy)
    assert len(list(tmp_path.glob("*.xlsx"))) == 1
    assert all(item.names_checked for item in workspace.records.find(MinutesExport))
    tables.close()


def test_a_table_is_written_in_spite_of_open_hits_for_a_reason_that_is_kept(
    qtbot: QtBot, context: WorkspaceContext, event: Event, tmp_path: Path
) -> None:
    tables = TableExportDialog(context, event.id)
    tables.set_folder(tmp_path)
    show(qtbot, tables)
    QTest.keyClick(child(tables, QWidget, "table_class"), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not tables.is_busy)
    click(tables, "in_spite_of_names")
    type_text(field(tables, "in_spite_reason"), "eilt sehr")
    click(tables, "make_table")
    qtbot.waitUntil(lambda: not tables.is_busy)
    (file,) = tmp_path.glob("*.xlsx")
    (export,) = context.workspace.records.find(MinutesExport, file=str(file.resolve()))
    assert not export.names_checked
    assert [item.reason for item in context.workspace.records.find(NameDecision, record_id=export.id)] == ["eilt sehr"]
    tables.close()


def test_minutes_with_open_hits_are_looked_at_with_a_notice_and_never_printed(
    qtbot: QtBot, export: ExportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(QPrintDialog, "exec", lambda self: asked.append(self) or QPrintDialog.DialogCode.Rejected)
    for notice, printers in (("Gedruckt wird erst, wenn keine Namen mehr ungeklärt sind. ", 0), ("", 1)):
        click(export, "look")
        preview = export.findChild(PreviewDialog)
        assert isinstance(preview, PreviewDialog)
        wait_until_set(qtbot, preview)
        assert preview.pages.page_count > 0
        assert label(preview, "not_printed").startswith(notice)
        assert bool(label(preview, "not_printed")) is bool(notice)
        QTest.keyClick(preview.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        # Qt shows for a moment that the button is pressed.
        wait_until_up(qtbot, child(preview, QPushButton, "print"))
        assert len(asked) == printers
        assert label(preview, "preview_result") == notice.strip()
        preview.print_to(PrintOrder(page_printer("Probe"), range(0)))
        assert preview.is_busy is not bool(notice)
        preview.close()
        wait_until_freed(qtbot, preview)
        if notice:
            click(export, "check_names")
            check = export.findChild(NameCheckDialog)
            assert isinstance(check, NameCheckDialog)
            click(check, "accept_all_names")
            click(check, "close_names")
    export.close()
