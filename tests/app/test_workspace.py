from datetime import date
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace, create_workspace, open_workspace, open_workspace_with_key
from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.event import Event
from gk_desktop.services.projects import Projects
from gk_desktop.store.failures import StorageFullError
from tests.services.conftest import PASSPHRASE, QUICK, START


def made(folder: Path, **options: str) -> tuple[Workspace, str]:
    return create_workspace(folder, PASSPHRASE, **{"project": "Probe", **options}, kdf=QUICK)


def test_a_new_workspace_can_be_opened_by_passphrase_code_and_key(tmp_path: Path) -> None:
    workspace, code = made(tmp_path / "p", author="KUE")
    with workspace:
        project, key = workspace.projects.current(), workspace.store._data_key

    with open_workspace(tmp_path / "p", PASSPHRASE) as opened:
        assert opened.projects.current() == project
    with open_workspace(tmp_path / "p", "", recovery_code=code) as opened:
        assert opened.projects.current() == project
    with open_workspace_with_key(tmp_path / "p", key) as opened:
        assert opened.keeping.history(project.id)[0].author == "KUE"


def test_a_workspace_is_held_until_it_is_closed(tmp_path: Path) -> None:
    workspace, _code = made(tmp_path / "p")
    with workspace, pytest.raises(UserError, match="bereits geöffnet"):
        open_workspace(tmp_path / "p", PASSPHRASE)

    open_workspace(tmp_path / "p", PASSPHRASE).close()


def test_an_error_inside_the_block_gives_the_workspace_free(tmp_path: Path) -> None:
    workspace, _code = made(tmp_path / "p")
    with pytest.raises(ZeroDivisionError), workspace:
        raise ZeroDivisionError

    open_workspace(tmp_path / "p", PASSPHRASE).close()


def test_services_are_wired_once(tmp_path: Path) -> None:
    workspace, _code = made(tmp_path / "p")
    with workspace:
        for name in ("projects", "keeping", "people", "tasks", "searching", "minutes", "programme"):
            assert getattr(workspace, name) is getattr(workspace, name)


def test_names_are_cleaned_and_a_project_without_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="braucht einen Namen"):
        made(tmp_path / "p", project=" \x00 ")
    assert not (tmp_path / "p").exists()

    workspace, _code = made(tmp_path / "p", project=" Pro\ud800be ", author="K\x00E")
    with workspace:
        project = workspace.projects.current()
        assert project.name == "Probe"
        assert workspace.keeping.history(project.id)[0].author == "KE"


def test_a_project_that_could_not_be_founded_leaves_nothing_that_needs_a_code_nobody_has_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise StorageFullError("Der Datenträger ist voll.")

    with monkeypatch.context() as patched:
        patched.setattr(Projects, "found", full)
        with pytest.raises(StorageFullError):
            made(tmp_path / "p")
    with pytest.raises(UserError, match="liegt noch kein Projekt"):
        open_workspace(tmp_path / "p", PASSPHRASE)

    workspace, _code = made(tmp_path / "p")
    with workspace:
        assert workspace.projects.check().is_sound


def test_a_backup_is_due_half_an_hour_after_the_last(tmp_path: Path) -> None:
    clock = SteppingClock(START)
    workspace, _code = create_workspace(tmp_path / "p", PASSPHRASE, project="Probe", clock=clock, kdf=QUICK)
    with workspace:
        assert workspace.back_up_if_due() is not None
        clock.set(START.replace(minute=29))
        assert workspace.back_up_if_due() is None
        clock.set(START.replace(minute=30))
        assert workspace.back_up_if_due() is not None


def test_notes_are_taken_of_one_event(tmp_path: Path) -> None:
    workspace, _code = made(tmp_path / "p")
    with workspace:
        event = workspace.keeping.add(Event(title="Beirat", date=date(2026, 3, 10)))
        captured = workspace.capture(event.id).add_line("eins")

        assert captured is not None
        assert captured.number == "A1"
