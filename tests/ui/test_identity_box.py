"""The Schlüsseldatei is reached from the settings, which say what each of the two files knows."""

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gk_desktop.base.settings import Settings
from gk_desktop.domain.case import Case
from gk_desktop.domain.identity import Identity
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.identity_create_dialog import IdentityCreateDialog
from gk_desktop.ui.shell import Shell
from gk_desktop.ui.widgets.identity_box import IdentityBox
from tests.store.workspaces import CHEAP
from tests.ui.dialog_life import show

PASSPHRASE = "vier andere worte im wind"


@pytest.fixture
def shell(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Shell]:
    shell = Shell(context, Settings())
    qtbot.addWidget(shell)
    show(qtbot, shell)
    shell.show_room("settings")
    return shell


def box(shell: Shell) -> IdentityBox:
    found = shell.findChild(IdentityBox)
    assert found is not None
    return found


def offered(shell: Shell) -> list[str]:
    return [button.objectName() for button in box(shell).findChildren(QPushButton) if not button.isHidden()]


def said(shell: Shell) -> str:
    return "\n".join(label.text() for label in box(shell).findChildren(QLabel))


def test_only_what_is_possible_is_offered(shell: Shell, context: WorkspaceContext) -> None:
    identities = context.workspace.identities
    assert offered(shell) == ["identity_open", "identity_create"]
    identities.create(identities.path, PASSPHRASE, kdf=CHEAP)
    assert offered(shell) == ["identity_close", "identity_passphrase"]
    assert f"Sie ist offen: {identities.path}" in said(shell)
    identities.close()
    assert offered(shell) == ["identity_open"]
    assert f"Sie ist geschlossen: {identities.path}" in said(shell)


def test_it_says_that_the_name_of_the_municipality_makes_the_main_file_personal_too(shell: Shell) -> None:
    assert "Der Name der Kommune steht in der Hauptdatei; auch sie enthält darum personenbezogene Daten" in said(shell)


def test_its_buttons_do_what_they_say(qtbot: QtBot, shell: Shell, context: WorkspaceContext) -> None:
    identities = context.workspace.identities
    create = box(shell).findChild(QPushButton, "identity_create")
    assert create is not None
    create.click()
    dialog = shell.findChild(IdentityCreateDialog)
    assert dialog is not None
    dialog.reject()
    identities.create(identities.path, PASSPHRASE, kdf=CHEAP)
    close = box(shell).findChild(QPushButton, "identity_close")
    assert close is not None
    close.click()
    assert not identities.is_open


def test_an_older_file_is_named_so(shell: Shell, context: WorkspaceContext) -> None:
    identities, keeping = context.workspace.identities, context.workspace.keeping
    identities.create(identities.path, PASSPHRASE, kdf=CHEAP)
    person = context.workspace.people.add(case=keeping.add(Case(name="Musterstadt", case_code="FK01")), role="GfS")
    older = identities.path.with_name("älter.gkschluessel")
    shutil.copy(identities.path, older)
    identities.save_identity(person, Identity(family_name="Beispiel"))
    identities.open(PASSPHRASE, path=older)
    assert "Diese Schlüsseldatei ist älter als die zuletzt geöffnete" in said(shell)
    newest = box(shell).findChild(QPushButton, "identity_newest")
    assert newest is not None
    assert newest.isVisible()
    newest.click()
    assert "älter als" not in said(shell)
    assert "gilt ab jetzt als die neueste" in shell.messages.text
    assert "identity_newest" not in offered(shell)
