"""What was erased does not come back from a line that was half typed somewhere in the window; other text stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.person_rights import ErasureDegree
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.widgets.record_form import RecordForm
from tests.services.person_worlds import NAME, OWN_WORDS, PersonWorld, make_person_world
from tests.services.test_person_erasure import everything_said
from tests.ui.conftest import type_text

IDENTITY, STATEMENTS, _MENTIONS = ErasureDegree
_OTHER_TEXT = "Pause bis halb elf"


@pytest.fixture
def world(context: WorkspaceContext, tmp_path: Path) -> PersonWorld:
    return make_person_world(context.workspace, tmp_path)


@pytest.fixture
def shell(qtbot: QtBot, context: WorkspaceContext, world: PersonWorld) -> Iterator[Shell]:
    shell = Shell(context, Settings())
    context.setParent(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.enter("capture", world.event.id)
    yield shell
    shell.close()
    shell.deleteLater()


def erase_elsewhere(shell: Shell, world: PersonWorld, degree: ErasureDegree) -> None:
    """From the page of persons, as in the window, and back; then everything half typed is kept, as before a lock."""
    room, _event = shell.place
    shell.show_room("persons")
    erasure = world.workspace.person_erasure
    erasure.erase(erasure.plan(world.subject, degree))
    shell.show_room(room)
    shell.leave()
    assert NAME not in everything_said(world.workspace)


def capture_page(shell: Shell) -> CapturePage:
    page = shell.findChild(CapturePage)
    assert isinstance(page, CapturePage)
    return page


def type_into(widget: QWidget, text: str) -> None:
    widget.setFocus()
    type_text(widget, text)


def test_a_half_typed_line_loses_the_name_and_keeps_the_rest(shell: Shell, world: PersonWorld) -> None:
    line = capture_page(shell).line_area
    line.line.set_line(f"{_OTHER_TEXT}, sagt Frau {NAME} gerade")
    erase_elsewhere(shell, world, IDENTITY)
    assert line.text == f"{_OTHER_TEXT}, sagt [entfernt] gerade"


def test_what_they_were_half_way_to_be_quoted_with_goes_with_their_statements(shell: Shell, world: PersonWorld) -> None:
    line = capture_page(shell).line_area
    line.line.set_line(f"Frau {NAME}: wir brauchen mehr {OWN_WORDS}")
    erase_elsewhere(shell, world, STATEMENTS)
    assert line.text == ""
    assert OWN_WORDS not in everything_said(world.workspace)


def test_another_half_typed_line_stays_to_the_letter(shell: Shell, world: PersonWorld) -> None:
    line = capture_page(shell).line_area
    line.line.set_line(_OTHER_TEXT)
    erase_elsewhere(shell, world, STATEMENTS)
    assert line.text == _OTHER_TEXT


def test_an_erased_entry_leaves_the_line_and_the_waiting_line_comes_back(shell: Shell, world: PersonWorld) -> None:
    page = capture_page(shell)
    page.line_area.line.set_line(_OTHER_TEXT)
    page.editing.begin(world.entries[0].id)
    type_into(page.line_area.line, f" und noch mehr {OWN_WORDS}")
    erase_elsewhere(shell, world, STATEMENTS)
    assert page.line_area.editing == ""
    assert page.line_area.text == _OTHER_TEXT
    assert OWN_WORDS not in everything_said(world.workspace)


def test_a_change_of_an_entry_that_stays_goes_on_without_the_name(shell: Shell, world: PersonWorld) -> None:
    page = capture_page(shell)
    plain = world.entries[-1]
    page.editing.begin(plain.id)
    type_into(page.line_area.line, f" sagt {NAME}")
    erase_elsewhere(shell, world, IDENTITY)
    assert page.line_area.editing == plain.id
    assert page.line_area.text == f"{plain.raw} sagt [entfernt]"


def test_an_abandoned_change_comes_back_without_the_name(shell: Shell, world: PersonWorld) -> None:
    page = capture_page(shell)
    plain = world.entries[-1]
    page.editing.begin(plain.id)
    type_into(page.line_area.line, f" sagt {NAME}")
    page.editing.leave()
    erase_elsewhere(shell, world, IDENTITY)
    page.editing.begin(plain.id)
    assert page.line_area.text == f"{plain.raw} sagt [entfernt]"


def test_an_abandoned_change_goes_with_its_entry(shell: Shell, world: PersonWorld) -> None:
    page = capture_page(shell)
    own = world.entries[0]
    page.editing.begin(own.id)
    type_into(page.line_area.line, f" und noch mehr {OWN_WORDS}")
    page.editing.leave()
    assert own.id in repr(world.workspace.store.drafts.all())
    world.workspace.keeping.delete(Entry, own.id)
    world.workspace.keeping.purge(Entry, own.id)
    shell.leave()
    assert own.id not in repr([draft.place for draft in world.workspace.store.drafts.all() if "left" in draft.place])
    assert OWN_WORDS not in repr(world.workspace.store.drafts.all())


@pytest.mark.parametrize("name", ["agenda_new", "added_line"])
def test_lines_beside_the_notes_lose_the_name(shell: Shell, world: PersonWorld, name: str) -> None:
    if name == "added_line":
        shell.show_room("follow_up")
    (line,) = (item for item in shell.findChildren(QLineEdit) if item.objectName() == name and item.isVisible())
    type_into(line, f"{_OTHER_TEXT}, {NAME}")
    erase_elsewhere(shell, world, IDENTITY)
    assert line.text() == f"{_OTHER_TEXT}, [entfernt]"


def test_an_answer_loses_the_name(shell: Shell, world: PersonWorld) -> None:
    shell.show_room("follow_up")
    (answer,) = (item for item in shell.findChildren(QPlainTextEdit) if item.objectName() == "answer_0")
    type_into(answer, f"{_OTHER_TEXT} mit {NAME}")
    erase_elsewhere(shell, world, IDENTITY)
    assert answer.toPlainText() == f"{_OTHER_TEXT} mit [entfernt]"


def test_a_field_that_could_not_be_saved_loses_the_name(shell: Shell, world: PersonWorld) -> None:
    """The world left "3x" as the date and the name as the place, half typed."""
    shell.show_record("event", world.event.id)
    (form,) = (item for item in shell.findChildren(RecordForm) if item.objectName() == "event_form")
    form.field("date").input_widget.setFocus()
    erase_elsewhere(shell, world, IDENTITY)
    assert NAME not in form.field("place").input.typed()
    assert form.field("date").input.typed() == "3x"
