"""A Schlüsseldatei on a stick that is write protected, replaced by a folder, or nobody may look at: sentences only."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.consent import Deletion
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.person_rights import ErasureDegree
from gk_desktop.services.person_erasure import ErasureOutcome
from tests.services.person_worlds import KEY_PASSPHRASE, NAME, PersonWorld, make_person_world

CHANGED = Identity(family_name="Neuer")


@pytest.fixture
def world(workspace: Workspace, tmp_path: Path) -> PersonWorld:
    return make_person_world(workspace, tmp_path)


def backup_folder(world: PersonWorld) -> Path:
    path = world.workspace.identities.path
    return path.with_name(f"{path.stem}-sicherungen")


def refusing(method: Callable[..., Any], path: Path) -> Callable[..., Any]:
    """What a file system does that lets nobody do `method` at `path` or below."""

    def refuse(self: Path, *args: Any, **options: Any) -> Any:
        if self == path or path in self.parents:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return method(self, *args, **options)

    return refuse


def erase(world: PersonWorld) -> ErasureOutcome:
    erasure = world.workspace.person_erasure
    return erasure.erase(erasure.plan(world.subject, ErasureDegree.MENTIONS))


def test_without_a_place_for_its_backup_nothing_is_saved_and_a_sentence_says_why(
    world: PersonWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    identities, folder = world.workspace.identities, backup_folder(world)
    shutil.rmtree(folder)
    before = identities.path.read_bytes()
    monkeypatch.setattr(Path, "mkdir", refusing(Path.mkdir, folder))
    with pytest.raises(UserError, match="darf nicht geschrieben werden"):
        identities.save_identity(world.person, CHANGED)
    folder.write_text("eine Datei dieses Namens")
    monkeypatch.undo()
    with pytest.raises(UserError, match="kein Ordner"):
        identities.save_identity(world.person, CHANGED)
    assert identities.path.read_bytes() == before
    assert identities.backups() == []
    assert NAME in identities.shown_name(world.person)


@pytest.mark.parametrize("is_file", [True, False])
def test_an_erasure_says_that_the_key_file_could_not_be_written_to(
    world: PersonWorld, monkeypatch: pytest.MonkeyPatch, is_file: bool
) -> None:
    folder = backup_folder(world)
    shutil.rmtree(folder)
    if is_file:
        folder.write_text("eine Datei dieses Namens")
    else:
        monkeypatch.setattr(Path, "mkdir", refusing(Path.mkdir, folder))
    outcome = erase(world)
    assert outcome.problems
    assert len(world.workspace.records.find(Deletion)) == 1
    assert world.person.id in world.workspace.identities.book.identities
    folder.unlink(missing_ok=True)
    monkeypatch.undo()
    assert erase(world).problems == ()
    assert world.person.id not in world.workspace.identities.book.identities


def test_in_a_folder_nobody_may_look_into_the_rest_works_without_names(
    world: PersonWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, identities = world.workspace, world.workspace.identities
    identities.close()
    folder = identities.path.parent / "stick"
    folder.mkdir()
    workspace.store.remember("identity_file", str(folder / "namen.gkschluessel"))
    for name in ("stat", "open", "iterdir", "_scandir"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name), folder))
    assert identities.exists, "somebody has put it there, and nobody can say that it is gone"
    assert identities.backups() == []
    with pytest.raises(UserError, match="nicht lesbar: Sie haben dort keine Zugriffsrechte"):
        identities.open(KEY_PASSPHRASE)
    assert "geschlossen" in workspace.person_subjects.gaps(world.subject)[0]
    outcome = erase(world)
    assert outcome.problems == outcome.plan.gaps


def test_a_backup_never_replaces_a_folder(world: PersonWorld) -> None:
    identities = world.workspace.identities
    identities.close()
    identities.path.unlink()
    identities.path.mkdir()
    with pytest.raises(UserError, match="ist ein Ordner"):
        identities.restore(identities.backups()[0])
    assert identities.path.is_dir()


def test_a_folder_called_like_a_backup_is_none(world: PersonWorld) -> None:
    identities = world.workspace.identities
    (backup_folder(world) / "2025-03-10T08-00-00.gkschluessel").mkdir()
    assert all(backup.path.is_file() for backup in identities.backups())
    identities.save_identity(world.person, CHANGED)
    assert erase(world).problems == ()


def test_a_write_protected_key_file_is_not_replaced(world: PersonWorld) -> None:
    identities = world.workspace.identities
    identities.path.chmod(0o400)
    before = identities.path.read_bytes()
    with pytest.raises(UserError, match="schreibgeschützt"):
        identities.save_identity(world.person, CHANGED)
    with pytest.raises(UserError, match="schreibgeschützt"):
        identities.change_passphrase("neue lange worte am see")
    assert "schreibgeschützt" in " ".join(erase(world).problems)
    assert identities.path.read_bytes() == before
    identities.path.chmod(0o600)
    identities.save_identity(world.person, CHANGED)
