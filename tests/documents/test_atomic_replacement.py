"""A file is replaced whole or not at all."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.base.files import replace_atomically

POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")


def write_new(stream: BinaryIO) -> None:
    stream.write(b"neu")


def failing_with(error: BaseException) -> object:
    def write(stream: BinaryIO) -> None:
        stream.write(b"halb")
        raise error

    return write


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "ordner" / "Protokoll ẞ.docx"
    path.parent.mkdir()
    path.write_bytes(b"alt")
    return path


def test_new_content_takes_the_place_of_the_old(target: Path) -> None:
    replace_atomically(target, write_new)
    assert target.read_bytes() == b"neu"
    assert list(target.parent.iterdir()) == [target]


def test_file_is_made_where_there_was_none(tmp_path: Path) -> None:
    replace_atomically(tmp_path / "x", write_new)
    assert (tmp_path / "x").read_bytes() == b"neu"


def test_name_of_the_greatest_length_leaves_room_for_the_temporary_file(tmp_path: Path) -> None:
    replace_atomically(tmp_path / ("x" * 255), write_new)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), MemoryError()])
def test_failed_writing_leaves_the_old_file_and_no_other(target: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        replace_atomically(target, failing_with(error))
    assert target.read_bytes() == b"alt"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "Der Datenträger ist voll; „Protokoll ẞ.docx“ wurde nicht gespeichert."),
        (errno.EROFS, "darf nicht geschrieben werden; „Protokoll ẞ.docx“ wurde nicht gespeichert."),
        (errno.EIO, "„Protokoll ẞ.docx“ konnte nicht gespeichert werden"),
    ],
)
def test_faults_of_the_disk_are_told_in_a_sentence_with_a_way_out(target: Path, number: int, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        replace_atomically(target, failing_with(OSError(number, "fault")))
    assert sentence in caught.value.sentence
    assert caught.value.way_out
    assert target.read_bytes() == b"alt"
    assert list(target.parent.iterdir()) == [target]


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ist nicht vorhanden") as caught:
        replace_atomically(tmp_path / "weg" / "x.docx", write_new)
    assert str(tmp_path / "weg") in caught.value.sentence
    (tmp_path / "datei").write_bytes(b"")
    with pytest.raises(UserError, match="ist nicht vorhanden"):
        replace_atomically(tmp_path / "datei" / "x.docx", write_new)


def test_folder_and_impossible_name_are_no_targets(tmp_path: Path) -> None:
    (tmp_path / "ordner").mkdir()
    with pytest.raises(UserError, match="ist ein Ordner"):
        replace_atomically(tmp_path / "ordner", write_new)
    with pytest.raises(UserError, match="als Dateiname"):
        replace_atomically(tmp_path / ("x" * 256), write_new)
    assert [path.name for path in tmp_path.iterdir()] == ["ordner"]


def test_file_held_open_by_another_program_is_named(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="ist in Word geöffnet"):
        replace_atomically(target, write_new)
    with pytest.raises(UserError, match="ist in einem anderen Programm geöffnet"):
        replace_atomically(target.with_suffix(".ics"), write_new)
    assert list(target.parent.iterdir()) == [target]


@POSIX_ONLY
def test_nobody_else_can_read_the_file_while_it_grows_or_later(target: Path) -> None:
    target.chmod(0o644)
    seen = []

    def write(stream: BinaryIO) -> None:
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in target.parent.iterdir() if path != target)

    replace_atomically(target, write)
    assert seen == [0o600]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    replace_atomically(target, write, mode=0o644)
    assert seen == [0o600, 0o600]
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


@POSIX_ONLY
def test_link_is_followed_and_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(target)
    replace_atomically(link, write_new)
    assert link.is_symlink()
    assert target.read_bytes() == b"neu"


@POSIX_ONLY
def test_content_reaches_the_disk_before_the_name(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file must not give way to one that a power cut could empty."""
    order = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append(f"sync {target.read_bytes()!r}"), sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda path, to: (order.append("replace"), replace(path, to))[1])
    replace_atomically(target, write_new)
    assert order == ["sync b'alt'", "replace", "sync b'neu'"]
