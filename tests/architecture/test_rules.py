"""The program keeps the rules, and every rule sees what breaks it."""

import pytest

from tests.architecture.program import Module, program
from tests.architecture.rules import LONGEST_FUNCTION, LONGEST_MODULE, RULES

_LONG_FUNCTION = '"""Doc."""\ndef long():\n' + "    work()\n" * LONGEST_FUNCTION
_LONG_MODULE = '"""Doc."""\n' + "work()\n" * LONGEST_MODULE

VIOLATIONS = [
    ("named_slots", "ui.pages.x", "button.clicked.connect(lambda: save())"),
    ("named_slots", "ui.pages.x", "button.clicked.connect(functools.partial(save, 1))"),
    ("no_nested_event_loop", "ui.tasks", "QApplication.processEvents()"),
    ("no_nested_event_loop", "ui.tasks", "pump = application.processEvents"),
    ("no_thread_class", "ui.tasks", "class Work(QtCore.QThread): ..."),
    ("view_models_without_widgets", "ui.viewmodels.x", "from PySide6.QtWidgets import QLabel"),
    ("view_models_without_widgets", "ui.viewmodels.x", "from PySide6 import QtWidgets"),
    ("libraries_at_home", "services.x", "import sqlite3"),
    ("libraries_at_home", "store.journal", "from sqlite_utils import Database"),
    ("libraries_at_home", "store.journal", "import sqlcipher3.dbapi2"),
    ("libraries_at_home", "services.x", "def late():\n    import docx"),
    ("libraries_at_home", "base.files", "import appdirs"),
    ("no_star_import", "ui.x", "from PySide6.QtCore import *"),
    ("pure_domain", "domain.x", "import os"),
    ("pure_domain", "domain.x", "from pathlib import Path"),
    ("pure_domain", "domain.x", "due = date.today()"),
    ("pure_domain", "domain.x", "made = dt.datetime.now()"),
    ("pure_domain", "domain.x", "text = open('notizen.txt')"),
    ("print_in_command_line_only", "services.x", "print('fertig')"),
    ("nothing_left_to_do", "services.x", "work()  # TODO: more"),
    ("nothing_left_to_do", "services.x", "raise NotImplementedError"),
    ("readable_length", "services.x", _LONG_FUNCTION),
    ("readable_length", "services.x", _LONG_MODULE),
    ("said_what_it_is", "ui.x", "work()"),
    ("said_what_it_is", "store.x", '"""Doc."""\nclass Records: ...\nclass Others: ...'),
    ("translatable_texts", "services.x", "raise UserError('Das Projekt fehlt.')"),
    ("translatable_texts", "services.x", "raise StorageFullError(f'Voll ist {x} jetzt')"),
    ("translatable_texts", "ui.x", "label = QLabel('Gespräch')"),
    ("translatable_texts", "ui.x", "button.setText('Nächster' if more else '')"),
    ("translatable_texts", "cli.x", "print('Gespeichert: alle {count} Zeilen'.format(count=1))"),
    ("translatable_texts", "cli.x", "parser.add_argument('file', help='Ordner des Projekts')"),
]

ALLOWED = [
    ("named_slots", "ui.pages.x", "button.clicked.connect(self._on_clicked)"),
    ("libraries_at_home", "store.driver", "import sqlcipher3"),
    ("libraries_at_home", "documents.docx_writer", "import docx"),
    ("pure_domain", "services.x", "from pathlib import Path"),
    ("print_in_command_line_only", "cli.x", "print('fertig')"),
    ("said_what_it_is", "store.x", '"""Records of any kind."""\nclass Records: ...'),
    ("translatable_texts", "services.x", "raise UserError(_('Das Projekt fehlt.'), _('Suchen Sie es.'))"),
    ("translatable_texts", "services.x", "raise BugError('Nobody gets here')"),
    ("translatable_texts", "ui.x", "label.setText(_('{count} Einträge').format(count=3))"),
    ("translatable_texts", "ui.x", "label.setText(name)"),
]


@pytest.mark.parametrize("rule", RULES)
def test_program_keeps_the_rule(rule: str) -> None:
    findings = [f"{module.name}:{line}: {said}" for module in program() for line, said in RULES[rule](module)]

    assert not findings, "\n" + "\n".join(findings)


@pytest.mark.parametrize(("rule", "name", "source"), VIOLATIONS)
def test_planted_violation_is_found(rule: str, name: str, source: str) -> None:
    assert list(RULES[rule](Module.of(name, source)))


@pytest.mark.parametrize(("rule", "name", "source"), ALLOWED)
def test_what_is_allowed_is_let_through(rule: str, name: str, source: str) -> None:
    assert not list(RULES[rule](Module.of(name, source)))


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule for rule, _name, _source in VIOLATIONS} == set(RULES)


def test_program_is_found() -> None:
    names = {module.name for module in program()}
    assert {"__main__", "store.driver", "domain.entry", "ui.qt_guard"} <= names
