import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.errors import UserError
from gk_desktop.domain.fields import FieldType
from gk_desktop.domain.identity import ConsentEvidence, ContactNote, Identity, IdentityBook
from gk_desktop.domain.record import declarations
from gk_desktop.security import sealed_content
from gk_desktop.security.recovery_code import new_recovery_code
from gk_desktop.store.identity_file import SUFFIX, IdentityFile, backups_of, restore_backup
from tests.store.workspaces import CHEAP, START

PROJECT = "p" * 32
PASSPHRASE = "vier andere worte im wind"
NAME = "Bräutigam-Özdemir"


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock(START, timedelta(hours=1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"personen{SUFFIX}"


@pytest.fixture
def file(path: Path, clock: SteppingClock) -> IdentityFile:
    made, _code = IdentityFile.create(path, PROJECT, PASSPHRASE, clock=clock, kdf=CHEAP)
    made.save(book_of(made))
    return made


def book_of(file: IdentityFile) -> IdentityBook:
    book = file.book.with_identity(Identity(id="1", code="FK01-GfS-A1", family_name=NAME))
    book = book.with_contact(ContactNote(id="k", person="1", on=date(2026, 3, 1), text=f"Anruf bei {NAME}"))
    return book.with_evidence(ConsentEvidence(id="e", person="1", witness=NAME))


def paths_of_backups(path: Path) -> list[Path]:
    return [backup.path for backup in backups_of(path)]


def reopen(path: Path, clock: SteppingClock, passphrase: str = PASSPHRASE) -> IdentityFile:
    return IdentityFile.open(path, PROJECT, passphrase, clock=clock)


def test_what_was_saved_is_there_after_opening_again(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    assert reopen(path, clock).book == file.book
    assert file.book.identities["1"].family_name == NAME


def test_no_name_stands_readable_in_any_file(file: IdentityFile, path: Path) -> None:
    file.save(file.book)
    stored = [item.read_bytes() for item in path.parent.rglob("*") if item.is_file()]
    assert len(stored) >= 3
    for content in stored:
        assert NAME.encode() not in content
        assert b"GfS" not in content


def test_the_recovery_code_opens_the_file(path: Path, clock: SteppingClock) -> None:
    _made, code = IdentityFile.create(path, PROJECT, PASSPHRASE, clock=clock, kdf=CHEAP)
    assert IdentityFile.open(path, PROJECT, "", clock=clock, recovery_code=code).book.generation == 1


def test_a_wrong_passphrase_is_said_and_changes_nothing(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError, match="Passphrase stimmt nicht"):
        reopen(path, clock, "ganz falsche worte hier")
    assert path.read_bytes() == before


def test_the_file_of_another_project_is_refused(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    with pytest.raises(UserError, match="gehört zu einem anderen Projekt"):
        IdentityFile.open(path, "q" * 32, PASSPHRASE, clock=clock)


def test_a_missing_file_is_said(path: Path, clock: SteppingClock) -> None:
    with pytest.raises(UserError, match="fehlt"):
        reopen(path, clock)


def test_an_existing_file_is_never_created_anew(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    with pytest.raises(UserError, match="gibt es schon"):
        IdentityFile.create(path, PROJECT, PASSPHRASE, clock=clock, kdf=CHEAP)


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04", b"[" * 100_000, b'{"checksum": 1}'])
def test_a_stranger_file_gets_a_sentence(path: Path, clock: SteppingClock, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UserError, match="beschädigt oder gar keine"):
        reopen(path, clock)
    assert path.read_bytes() == content


@given(st.data())
def test_no_altered_byte_goes_unnoticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path, clock = tmp_path_factory.mktemp("altered") / f"p{SUFFIX}", SteppingClock(START)
    made, _code = IdentityFile.create(path, PROJECT, PASSPHRASE, clock=clock, kdf=CHEAP)
    made.save(book_of(made))
    stored = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(stored) - 2))
    stored[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(stored)
    try:
        opened = reopen(path, clock)
    except UserError:
        return
    assert opened.book == made.book, "only white space between values may change unnoticed"


def test_the_file_of_a_newer_program_is_refused_unchanged(
    file: IdentityFile, path: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_content, "FORMAT", 2)
    file.save(file.book)
    monkeypatch.undo()
    before = path.read_bytes()
    with pytest.raises(UserError, match="neueren Fassung"):
        reopen(path, clock)
    assert path.read_bytes() == before


def test_a_broken_key_inside_the_file_is_no_fault_of_the_project(
    file: IdentityFile, path: Path, clock: SteppingClock
) -> None:
    content = json.loads(path.read_bytes())
    content.pop("checksum")
    content["key"]["key_id"] = "0" * 32
    path.write_text(json.dumps({**content, "checksum": sealed_content._checksum(content)}), encoding="utf-8")
    with pytest.raises(UserError, match="Die Schlüsseldatei ist beschädigt") as refused:
        reopen(path, clock)
    assert "Projekt" not in str(refused.value)


def test_a_change_made_elsewhere_is_never_written_over(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    other = reopen(path, clock)
    other.save(other.book.with_identity(Identity(id="2", family_name="Anders")))
    with pytest.raises(UserError, match="inzwischen anderswo geändert"):
        file.save(file.book)
    assert set(reopen(path, clock).book.identities) == {"1", "2"}


def test_a_new_passphrase_holds_for_the_file_and_its_backups(
    file: IdentityFile, path: Path, clock: SteppingClock
) -> None:
    new = "neue lange worte am see"
    file.change_keys(file.keys_for(new))
    assert backups_of(path)
    for stored in (path, *paths_of_backups(path)):
        assert reopen(stored, clock, new).book.project == PROJECT
        with pytest.raises(UserError, match="Passphrase stimmt nicht"):
            reopen(stored, clock)


def test_each_save_leaves_the_state_before_as_a_backup(file: IdentityFile, clock: SteppingClock) -> None:
    file.save(file.book.with_identity(Identity(id="2", family_name="Zweite")))
    newest = reopen(backups_of(file.path)[0].path, clock).book
    assert set(newest.identities) == {"1"}


def test_a_restored_backup_leaves_what_stood_there_as_a_backup(
    file: IdentityFile, path: Path, clock: SteppingClock
) -> None:
    file.save(file.book.with_identity(Identity(id="2", family_name="Zweite")))
    before, oldest = path.read_bytes(), backups_of(path)[-1]
    revision = restore_backup(path, oldest.path, PROJECT, clock)
    restored = reopen(path, clock).book
    assert restored.identities == {}
    assert restored.generation == revision
    assert backups_of(path)[0].path.read_bytes() == before


def test_a_damaged_or_foreign_backup_replaces_nothing(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    before, (backup, *_older) = path.read_bytes(), paths_of_backups(path)
    with pytest.raises(UserError, match="gehört zu einem anderen Projekt"):
        restore_backup(path, backup, "q" * 32, clock)
    backup.write_bytes(b"{}")
    with pytest.raises(UserError, match="beschädigt oder gar keine"):
        restore_backup(path, backup, PROJECT, clock)
    assert path.read_bytes() == before


def test_the_recovery_code_of_the_project_is_told_apart(file: IdentityFile, path: Path, clock: SteppingClock) -> None:
    with pytest.raises(UserError, match="gehört nicht zu dieser Schlüsseldatei"):
        IdentityFile.open(path, PROJECT, "", clock=clock, recovery_code=new_recovery_code())
    with pytest.raises(UserError, match="Tippfehler"):
        IdentityFile.open(path, PROJECT, "", clock=clock, recovery_code="ABCD-EFGH")


def test_backups_are_thinned_out_and_other_files_left_alone(path: Path) -> None:
    clock = SteppingClock(START, timedelta(days=1))
    file, _code = IdentityFile.create(path, PROJECT, PASSPHRASE, clock=clock, kdf=CHEAP)
    stranger = path.with_name(f"{path.stem}-sicherungen") / f"alt{SUFFIX}"
    file.save(file.book)
    stranger.write_text("nicht unsere")
    for _time in range(60):
        file.save(file.book)
    assert 10 < len(backups_of(path)) < 30
    assert stranger.read_text() == "nicht unsere"


def test_after_erasure_nothing_of_the_person_is_left_in_file_or_backups(
    file: IdentityFile, path: Path, clock: SteppingClock
) -> None:
    file.save(file.book)
    file.save(file.book.without_person("1"))
    file.erase_from_backups("1")
    for stored in (path, *paths_of_backups(path)):
        assert NAME not in json.dumps(reopen(stored, clock).book.to_json(), ensure_ascii=False)


@given(st.data())
def test_a_book_is_the_same_after_json(data: st.DataObject) -> None:
    values = {
        FieldType.TEXT: st.text(),
        FieldType.REFERENCE: st.just("1"),
        FieldType.TEXT_LIST: st.lists(st.text(), max_size=3).map(tuple),
        FieldType.DATE: st.none() | st.dates(),
    }

    def some(record_type: type, record_id: str) -> object:
        drawn = {item.name: data.draw(values[item.field_type]) for item in declarations(record_type)}
        return record_type(id=record_id, **drawn)

    book = IdentityBook(
        project=PROJECT,
        generation=data.draw(st.integers(0, 10**6)),
        saved_at=data.draw(st.none() | st.datetimes(min_value=START).map(_to_the_second)),
        identities={"1": some(Identity, "1")},  # type: ignore[dict-item]
        contacts={"2": some(ContactNote, "2")},  # type: ignore[dict-item]
        evidence={"3": some(ConsentEvidence, "3")},  # type: ignore[dict-item]
    )
    assert IdentityBook.from_json(json.loads(json.dumps(book.to_json()))) == book


def _to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def test_contacts_of_a_person_come_newest_first() -> None:
    book = IdentityBook(project=PROJECT)
    for key, on in (("a", date(2026, 1, 1)), ("b", None), ("c", date(2026, 2, 1))):
        book = book.with_contact(ContactNote(id=key, person="1", on=on))
    book = book.with_contact(ContactNote(id="d", person="2", on=date(2026, 3, 1)))
    assert [item.id for item in book.contacts_of("1")] == ["c", "a", "b"]
    assert replace(book, contacts={}).contacts_of("1") == []
