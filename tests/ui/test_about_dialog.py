"""The program says whose work it stands on, and where persons are named."""

import re
import tomllib

from PySide6.QtWidgets import QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from gk_desktop.ui.dialogs.about_dialog import AboutDialog
from tests.architecture.program import ROOT


def test_every_library_the_program_needs_is_named_with_its_licence(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    text = dialog.findChild(QTextBrowser).toPlainText()
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.split(r"[<>=!~ ]", item)[0] for item in needed]
    used = {"PySide6-Essentials": "Qt for Python", "sqlcipher3": "SQLCipher", "typst": "Typst"}
    assert [name for name in names if used.get(name, name) not in text] == []
    for font in ("Liberation Sans", "DejaVu Sans", "Noto Emoji"):
        assert f"Schrift im PDF: {font}" in text


def test_the_help_says_honestly_that_the_main_file_is_personal_data(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Der Name der Kommune steht in der Hauptdatei" in said
