"""What is offered can be read, whatever room and font there is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.settings import Settings
from gk_desktop.domain.event import Participant
from gk_desktop.domain.minutes import ExportClass, MinutesExport
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.export_dialog import ExportDialog
from gk_desktop.ui.dialogs.table_export_dialog import TableExportDialog
from gk_desktop.ui.rooms import ROOMS
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.viewmodels.minutes_versions_model import EXPORT_ROLE, _export_item
from gk_desktop.ui.viewmodels.record_list_model import ListColumn
from gk_desktop.ui.widgets.cheat_sheet import CheatSheet, KeyTable, keys_of
from gk_desktop.ui.widgets.filter_bar import FilterBar
from gk_desktop.ui.widgets.key_names import key_name
from gk_desktop.ui.widgets.record_list import RecordList
from tests.ui.accessibility_walk import cut_off


@pytest.mark.parametrize(
    ("keys", "name"),
    [("Ctrl+Up", "↑"), ("Ctrl+Down", "↓"), ("Alt+Left", "←"), ("Alt+Right", "→"), ("Up", "↑"), ("F5", "F5"), ("", "")],
)
def test_arrow_keys_are_called_by_what_stands_on_them(keys: str, name: str) -> None:
    said = key_name(QKeySequence(keys))
    modifiers = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).rpartition("+")[0]
    assert said == (f"{modifiers}+{name}" if modifiers else name)


def test_a_narrow_sheet_puts_what_a_key_does_behind_the_key(qtbot: QtBot) -> None:
    sheet = CheatSheet("Tasten")
    qtbot.addWidget(sheet)
    action = QAction("Nächster TOP", sheet)
    action.setShortcut(QKeySequence("Ctrl+Down"))
    sheet.resize(400, 300)
    sheet.show_keys([KeyTable("Hier", keys_of([action])), KeyTable("Leer", ())])
    sheet.show()
    assert "<table" in sheet.text
    assert "+↓" in sheet.text
    assert "Leer" not in sheet.text
    sheet.resize(260, 300)
    assert "<table" not in sheet.text
    assert "Nächster TOP" in sheet.text


@pytest.mark.parametrize("width", [300, 460, 620, 700, 760, 1000])
def test_a_box_to_filter_by_is_whole_or_not_there(qtbot: QtBot, width: int) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    for box, text in zip(bar._boxes[1:], ("Alle Personen", "Alle Kategorien", "Alle TOP"), strict=True):
        box.addItem(text, "")
    bar.show_count(88, 88)
    bar.resize(width, bar.sizeHint().height())
    bar.show()
    assert cut_off(bar) == []
    assert any(box.isVisible() for box in bar._boxes)


def test_what_a_column_is_called_can_be_read_in_a_large_font(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    font = around.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    around.setFont(font)
    columns = (ListColumn("Nächste Frist", lambda item: item.label), ListColumn("Rolle", lambda item: item.role))
    found = RecordList(columns, (60, 0), "Liste", stretched=1, parent=around)
    found.set_rows([Participant(id="1", label="GfS")])
    assert isinstance(found.view, QTableView)
    header = found.view.horizontalHeader()
    assert header.sectionSize(0) >= header.sectionSizeHint(0)


def test_the_file_of_an_export_stands_on_a_line_of_its_own() -> None:
    export = MinutesExport(id="x", export_class=ExportClass.INTERN, file="/irgendwo/Verlaufsprotokoll_FK01.docx")
    item = _export_item(export, 0)
    assert item.text().splitlines()[1] == "Verlaufsprotokoll_FK01.docx"
    assert item.data(EXPORT_ROLE) == "x"


_SCREEN_AT_200_PERCENT = QSize(683, 384)


@pytest.fixture
def shell(context: WorkspaceContext, workspace: Workspace) -> Iterator[Shell]:
    event = workspace.sample().load()[1]
    shell = Shell(context, Settings())
    context.setParent(shell)
    shell.enter("events", event.id)
    shell.show()
    yield shell
    shell.leave()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_every_page_fits_a_small_laptop_at_200_percent(shell: Shell) -> None:
    for room in ROOMS:
        shell.show_room(room.key)
        shell.resize(_SCREEN_AT_200_PERCENT)
        QApplication.processEvents()
        assert shell.size() == _SCREEN_AT_200_PERCENT, room.key
        if room.key != "capture":
            # The agenda may be folded away.
            assert cut_off(shell._page(room.key)) == [], room.key


@pytest.mark.parametrize("dialog_type", [ExportDialog, TableExportDialog])
def test_the_dialogs_that_export_fit_it_too_with_their_buttons_in_sight(
    qtbot: QtBot, shell: Shell, dialog_type: type[ExportDialog | TableExportDialog]
) -> None:
    dialog = dialog_type(shell.context, shell.place[1], shell)
    dialog.show()
    small = _SCREEN_AT_200_PERCENT - QSize(24, 48)
    dialog.resize(small)
    QApplication.processEvents()
    assert dialog.size() == small
    make = next(button for button in dialog.findChildren(QPushButton) if button.objectName().startswith("make_"))
    assert dialog.rect().contains(QRect(make.mapTo(dialog, QPoint(0, 0)), make.size()))
    assert [finding for finding in cut_off(dialog) if "hinaus" in finding] == []
    dialog.close()
