import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.search_text import fold
from gk_desktop.store import backups
from gk_desktop.store.backups import BackupReason
from gk_desktop.store.restore import restore_backup
from gk_desktop.store.workspace_store import WorkspaceStore
from tests.durability.killing import acknowledged_before_kill
from tests.durability.plaintext import find_plaintext, forms_of
from tests.store.workspaces import CHEAP, clock_at_start, database_of

PASSPHRASE = "Zwölfkräuterwiese am Steg"
TOKENS = {
    "entry": "Fährtenübergabeprotokoll",
    "changed entry": "Löschwasserteichgröße",
    "deleted entry": "Mäandertalquerung",
    "purged entry": "Weißdornheckenschnitt",
    "draft": "Nachtkerzenöltüte",
    "person": "Xanthippe Üzgür-Straßner",
    "institution": "Büdchenverwaltungsrat",
    "case": "Quakenbrücker Moorhöhe",
    "event": "Gänseblümchenkonferenz",
    "task": "Hängebrückenwartung",
    "long": "Übergangsräucherwürstchen",
    "author": "QXJZüßMarke",
}


def write_everything(profile: Path) -> WorkspaceStore:
    """An open workspace in which each token has been said once."""
    store, _code = WorkspaceStore.create(
        profile, PASSPHRASE, author=TOKENS["author"], clock=clock_at_start(), kdf=CHEAP
    )
    with store.journal.change(f"Eintrag {TOKENS['entry']}") as unit:
        case = unit.create(Case(name=TOKENS["case"], places=(TOKENS["case"],)))
        unit.create(Institution(name=TOKENS["institution"], case=case.id))
        event = unit.create(Event(title=TOKENS["event"], case=case.id))
        unit.create(Participant(label=TOKENS["person"], event=event.id))
        unit.create(Task(text=TOKENS["task"], responsible=TOKENS["person"]))
        unit.create(Entry(text=TOKENS["entry"], raw=TOKENS["entry"]))
        changed = unit.create(Entry(text=TOKENS["changed entry"]))
        deleted = unit.create(Entry(text=TOKENS["deleted entry"]))
        purged = unit.create(Entry(text=TOKENS["purged entry"]))
        unit.create(Entry(text=f"{TOKENS['long']} " * 3000))
    with store.journal.change("Bearbeiten") as unit:
        unit.change(Entry, changed.id, text="kurz")
        unit.delete(deleted.id)
        unit.purge(purged.id)
    store.drafts.save("Mitschrift", TOKENS["draft"])
    return store


SECRETS = [*TOKENS.values(), PASSPHRASE]


def test_the_tokens_are_in_the_workspace_and_are_found_by_the_search(tmp_path: Path) -> None:
    store = write_everything(tmp_path / "profile")
    found = {token: len(list(store.search.find(token, 5))) for token in TOKENS.values()}
    drafts = [draft.text for draft in store.drafts.all()]
    store.close()
    said_nowhere = {"changed entry", "deleted entry", "purged entry", "draft", "author"}
    assert {name for name, token in TOKENS.items() if not found[token]} == said_nowhere
    assert drafts == [TOKENS["draft"]]


def test_no_file_of_an_open_workspace_shows_a_word(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    store = write_everything(profile)
    store.make_backup(BackupReason.MANUAL)
    database_of(store).execute('SELECT * FROM "entry" ORDER BY "text"').fetchall()
    files = {path.name for path in profile.rglob("*") if path.is_file()}
    findings = find_plaintext(profile, SECRETS)
    sizes = (profile / "workspace.db-wal").stat().st_size
    store.close()
    assert {"workspace.db", "workspace.db-wal", "workspace.db-shm", "workspace.lock", "vault.key"} <= files
    assert sizes > 100_000
    assert findings == []


def test_no_file_of_a_closed_workspace_shows_a_word(tmp_path: Path) -> None:
    write_everything(tmp_path / "profile").close()
    assert (tmp_path / "profile" / "workspace.db").stat().st_size > 400_000
    assert find_plaintext(tmp_path / "profile", SECRETS) == []


def test_a_backup_in_the_making_and_a_restore_in_the_middle_show_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile, seen, findings = tmp_path / "profile", set(), []

    def looking(verify: Callable[..., None]) -> Callable[..., None]:
        def look(path: Path, data_key: bytes, **options: object) -> None:
            seen.add(path.name)
            findings.extend(find_plaintext(profile, SECRETS))
            verify(path, data_key, **options)
            findings.extend(find_plaintext(profile, SECRETS))

        return look

    store = write_everything(profile)
    monkeypatch.setattr(backups, "verify_copy", looking(backups.verify_copy))
    monkeypatch.setattr("gk_desktop.store.restore.verify_copy", backups.verify_copy)
    backup = store.make_backup(BackupReason.MANUAL)
    store.close()
    (profile / "workspace.db").write_bytes(b"kaputt")
    restore_backup(profile, backup.path, PASSPHRASE, clock=clock_at_start())
    assert {"2026-03-10T09-00-00_manuell.part", "workspace.db"} <= seen
    assert findings == []
    assert find_plaintext(profile, SECRETS) == []


def test_what_a_killed_process_leaves_shows_no_word(tmp_path: Path) -> None:
    script = """
import sys, time
from pathlib import Path
from tests.durability.test_plaintext import write_everything
store = write_everything(Path(sys.argv[1]))
print("written", flush=True)
time.sleep(60)
"""
    repository = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", script, str(tmp_path / "profile")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=repository) as process:
        assert process.stdout
        assert process.stdout.readline() == "written\n"
        acknowledged_before_kill(process, 0)
    assert (tmp_path / "profile" / "workspace.db-wal").stat().st_size > 100_000
    assert find_plaintext(tmp_path / "profile", SECRETS) == []


def test_the_search_sees_every_form_of_a_word_in_a_plain_file(tmp_path: Path) -> None:
    token = TOKENS["entry"]
    for number, form in enumerate(forms_of(token).values()):
        (tmp_path / str(number)).write_bytes(b"\0\xff" * 999 + form + b"\0")
    findings = find_plaintext(tmp_path, [token])
    assert {finding.form for finding in findings} == set(forms_of(token))
    assert {finding.file for finding in findings} == {str(number) for number in range(len(forms_of(token)))}


def test_the_search_sees_words_in_a_plain_database_its_log_and_file_names(tmp_path: Path) -> None:
    token = TOKENS["entry"]
    connection = sqlite3.connect(tmp_path / "plain.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (text, search)")
    connection.execute("INSERT INTO t VALUES (?, ?)", (token, fold(token)))
    connection.commit()
    shutil.copytree(tmp_path, tmp_path / "copy", ignore=shutil.ignore_patterns("copy"))
    (tmp_path / "copy" / f"{token}.docx").touch()
    in_log = find_plaintext(tmp_path / "copy", [token])
    connection.close()
    in_file = find_plaintext(tmp_path, [token])
    assert {finding.file for finding in in_log} == {"plain.db-wal", f"{token}.docx"}
    assert {"plain.db"} <= {finding.file for finding in in_file}
    assert {"as typed, utf-8", "folded, utf-8"} <= {finding.form for finding in in_file}
