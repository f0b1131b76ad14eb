from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace, open_workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.services.capture import Capture
from tests.services.conftest import PASSPHRASE


def test_a_new_project_has_a_name_and_the_categories_of_its_programme(workspace: Workspace) -> None:
    categories = {item.code: item for item in workspace.records.find(Category)}

    assert workspace.projects.current().name == "Probe"
    assert set(categories) == {item.code for item in workspace.programme.categories}
    for definition in workspace.programme.categories:
        parent = categories[definition.code].parent
        assert parent == (categories[definition.parent].id if definition.parent else "")


def test_undo_and_redo_go_step_by_step(workspace: Workspace, capture: Capture) -> None:
    for raw in ("eins", "! zwei"):
        capture.add_line(raw)
    assert workspace.projects.undo_label == "Beschluss"
    undone = [workspace.projects.undo().label, workspace.projects.undo().label]

    assert undone == ["Beschluss", "Aussage"]
    assert workspace.records.find(Entry) == []
    assert workspace.projects.redo_label == "Aussage"
    workspace.projects.redo()
    workspace.projects.redo()
    assert [entry.text for entry in workspace.records.find(Entry)] == ["eins", "zwei"]
    with pytest.raises(UserError, match="nichts wiederherzustellen"):
        workspace.projects.redo()


def test_the_digest_changes_with_every_step_and_not_without(workspace: Workspace, capture: Capture) -> None:
    before = workspace.projects.digest()
    assert workspace.projects.digest() == before
    capture.add_line("eins")

    assert workspace.projects.digest() != before


def test_the_check_counts_what_it_looked_at_and_finds_a_manipulated_row(workspace: Workspace, capture: Capture) -> None:
    capture.add_line("eins")
    sound = workspace.projects.check()
    assert sound.is_sound
    assert sound.records > len(workspace.records.find(Category))

    workspace.store._database.execute("UPDATE entry SET text = 'anders'")
    assert not workspace.projects.check().is_sound


def test_a_changed_passphrase_opens_the_project_and_the_old_one_does_not(tmp_path: Path, workspace: Workspace) -> None:
    workspace.projects.change_passphrase("vier lange wege im schnee")
    workspace.close()
    with pytest.raises(UserError, match="Passphrase stimmt nicht"):
        open_workspace(tmp_path / "profil", PASSPHRASE)

    with open_workspace(tmp_path / "profil", "vier lange wege im schnee") as opened:
        assert opened.projects.current().name == "Probe"


def test_undo_in_a_new_project_does_not_take_the_category_system_away(workspace: Workspace) -> None:
    assert workspace.projects.undo_label is None
    with pytest.raises(UserError):
        workspace.projects.undo()
    assert len(workspace.records.find(Category)) > 30
