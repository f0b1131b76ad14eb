"""Word templates in the window: which there are, what they lack, how they look."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gk_desktop.services.minutes_writers import shipped_template
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.templates_dialog import TemplatesDialog
from gk_desktop.ui.widgets.template_choice import TemplateChoice
from tests.ui.dialog_life import is_freed, show


@pytest.fixture
def institute(tmp_path: Path) -> Path:
    document = docx.Document(io.BytesIO(shipped_template().read_bytes()))
    document.styles["TOP"].element.name_val = "Kapitel"
    document.save(str(tmp_path / "Institut.docx"))
    return tmp_path / "Institut.docx"


@pytest.fixture
def dialog(qtbot: QtBot, context: WorkspaceContext) -> TemplatesDialog:
    # Not given to qtbot: it frees itself.
    dialog = TemplatesDialog(context)
    show(qtbot, dialog)
    return dialog


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Answers the next question of the desktop for a file."""

    def choose(path: Path) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_arguments: (str(path), ""))

    return choose


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    QTest.keyClick(button, Qt.Key.Key_Space)


def answer(text: str) -> None:
    """Press a button of the question that comes next."""

    def press_it() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, press_it)


def lines(dialog: QWidget, name: str) -> list[str]:
    found = dialog.findChild(QListWidget, name)
    assert found is not None
    return [found.item(row).text() for row in range(found.count())]


def said(dialog: QWidget, name: str = "template_said") -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_the_shipped_template_is_there_used_and_complete(dialog: TemplatesDialog) -> None:
    assert lines(dialog, "templates") == ["Mitgelieferte Vorlage · verwendet"]
    assert said(dialog, "template_summary") == "Verwendbar; nichts fehlt."
    for name in ("remove_template", "use_template"):
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        assert not button.isEnabled()
    dialog.close()
    assert is_freed(dialog)


def test_a_template_is_added_read_used_and_removed(
    dialog: TemplatesDialog, context: WorkspaceContext, institute: Path, choose_file: Callable[[Path], None]
) -> None:
    changes: list[int] = []
    dialog.templates_changed.connect(lambda: changes.append(1))
    choose_file(institute)
    press(dialog, "add_template")
    assert lines(dialog, "templates") == ["Mitgelieferte Vorlage · verwendet", "Institut"]
    assert said(dialog, "template_summary") == "Verwendbar, mit 1 Hinweis."
    assert lines(dialog, "template_findings")[0].startswith("!  Es fehlt die Formatvorlage „TOP“")

    press(dialog, "use_template")
    assert context.workspace.templates.chosen.name == "Institut.docx"
    assert lines(dialog, "templates")[1] == "Institut · verwendet"

    answer("Abbrechen")
    press(dialog, "remove_template")
    assert len(lines(dialog, "templates")) == 2
    answer("Entfernen")
    press(dialog, "remove_template")
    assert lines(dialog, "templates") == ["Mitgelieferte Vorlage · verwendet"]
    assert len(changes) == 3
    dialog.close()


def test_another_of_the_same_name_is_asked_about(
    dialog: TemplatesDialog, context: WorkspaceContext, institute: Path, choose_file: Callable[[Path], None]
) -> None:
    stored = context.workspace.templates.add(institute).path
    before = stored.read_bytes()
    institute.write_bytes(shipped_template().read_bytes())
    choose_file(institute)
    answer("Abbrechen")
    press(dialog, "add_template")
    assert stored.read_bytes() == before
    answer("Ersetzen")
    press(dialog, "add_template")
    assert stored.read_bytes() == institute.read_bytes()
    dialog.close()


def test_why_a_file_is_refused_is_said_in_the_dialog(
    dialog: TemplatesDialog, tmp_path: Path, choose_file: Callable[[Path], None]
) -> None:
    (tmp_path / "Brief.docx").write_bytes(b"%PDF-1.7")
    choose_file(tmp_path / "Brief.docx")
    press(dialog, "add_template")
    assert "Sie ist ein PDF." in said(dialog)
    assert len(lines(dialog, "templates")) == 1
    dialog.close()


def test_the_sample_document_is_written_where_one_wants_it_and_opened(
    qtbot: QtBot,
    dialog: TemplatesDialog,
    tmp_path: Path,
    choose_file: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    choose_file(tmp_path / "Probe")
    press(dialog, "sample_document")
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened == [str(tmp_path / "Probe.docx")]
    assert "erfundenen Beispielsitzung" in said(dialog)
    sample = dialog.findChild(QPushButton, "sample_document")
    assert sample is not None
    qtbot.waitUntil(sample.isEnabled)
    dialog.close()


def test_shipped_template_and_guide_can_be_saved(
    dialog: TemplatesDialog, tmp_path: Path, choose_file: Callable[[Path], None]
) -> None:
    choose_file(tmp_path / "Eigene.docx")
    press(dialog, "save_shipped")
    assert (tmp_path / "Eigene.docx").read_bytes() == shipped_template().read_bytes()
    guide = dialog.findChild(QTextBrowser, "template_guide")
    assert guide is not None
    assert "Notiz mit Uhrzeit" in guide.toPlainText()
    choose_file(tmp_path / "Leitfaden")
    dialog._tabs.setCurrentIndex(1)
    press(dialog, "save_guide")
    assert (tmp_path / "Leitfaden.docx").exists()
    dialog.close()


def test_the_choice_beside_an_export_counts_for_the_project(
    qtbot: QtBot, context: WorkspaceContext, institute: Path
) -> None:
    context.workspace.templates.add(institute)
    choice = TemplateChoice(context)
    qtbot.addWidget(choice)
    show(qtbot, choice)
    combo = choice.findChild(QComboBox, "minutes_template")
    assert combo is not None
    assert combo.currentText() == "Mitgelieferte Vorlage"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert context.workspace.templates.chosen.name == "Institut.docx"
    assert combo.currentText() == "Institut"
    with qtbot.waitSignal(choice.manage_requested):
        press(choice, "manage_templates")
