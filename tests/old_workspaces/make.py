"""Makes the workspace that this version of the schema leaves behind: `python -m tests.old_workspaces.make`.

Run it once before a release, and never again for a step that has been released: the file is what people have on their
laptops. All content is invented.
"""

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from gk_desktop.base.clock import SteppingClock
from gk_desktop.base.ids import new_id
from gk_desktop.domain.entry import Entry, Task
from gk_desktop.domain.fields import FieldDeclaration, FieldType
from gk_desktop.domain.operation import Operation, OperationKind
from gk_desktop.domain.record import Record, declarations
from gk_desktop.domain.record_types import RECORD_TYPES
from gk_desktop.security.key_file import KeyDerivation
from gk_desktop.store.migrations import STEPS
from gk_desktop.store.workspace_store import WorkspaceStore

FOLDER: Final = Path(__file__).resolve().parent
PASSPHRASE: Final = "drei kurze wege im regen"
CHEAP: Final = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
START: Final = datetime.fromisoformat("2026-03-10T09:00")
TEXTS: Final = (
    "Die Übersetzung der Einladung fehlt noch.",
    "Größere Räume gibt es erst im Sommer.",
    "Ein Satz mit „Anführung“, Gedankenstrich – und Zeichen: \u00e9\u0142\u0131\U0001f4dd",
)


def fixture_of(step: str) -> Path:
    """The database that a workspace was when this was its newest step."""
    return FOLDER / f"v{step[1:5]}.db"


def _value(item: FieldDeclaration, number: int, ids: dict[str, list[str]]) -> Any:
    known = ids.get(item.refers_to, [""])
    members = list(item.choices or ())
    values: dict[FieldType, Any] = {
        FieldType.REFERENCE: known[number % len(known)],
        FieldType.CHOICE: members[number % len(members)] if members else None,
        FieldType.TEXT_LIST: (f"{item.label} {number}", f"{item.label} ß {number}"),
        FieldType.DATE: date(2026, 3, 1 + number),
        FieldType.MOMENT: START + timedelta(minutes=number),
        FieldType.WHOLE_NUMBER: number,
        FieldType.NUMBER: number + 0.5,
        FieldType.YES_NO: number % 2 == 1,
        FieldType.TEXT: f"{item.label} {number}",
    }
    return values[item.field_type]


def _filled(record_type: type[Record], number: int, ids: dict[str, list[str]]) -> Record:
    return record_type(**{item.name: _value(item, number, ids) for item in declarations(record_type)})


def fill(store: WorkspaceStore) -> None:
    """Every kind of record with every field, and everything that the journal can say about one."""
    ids: dict[str, list[str]] = {}
    for number in (1, 2):
        for kind, record_type in RECORD_TYPES.items():
            with store.journal.change("Anlegen") as unit:
                record = _filled(record_type, number, ids)
                if "number" in {item.name for item in declarations(record_type)} and kind != "agenda_item":
                    record = replace(record, number=f"A{unit.next_count(kind)}")
                ids.setdefault(kind, []).append(unit.create(record).id)
    with store.journal.change("Eintrag") as unit:
        entries = [
            unit.create(Entry(text=text, number=f"A{unit.next_count('entry')}", position=n))
            for n, text in enumerate(TEXTS)
        ]
        deleted = unit.create(Entry(text="Gelöscht, aber wiederzuholen.", number=f"A{unit.next_count('entry')}"))
        purged = unit.create(Entry(text="Endgültig entfernt.", number=f"A{unit.next_count('entry')}"))
        contested = unit.create(Task(text="Gelöscht hier, geändert dort."))
    with store.journal.change("Bearbeiten") as unit:
        unit.change(Entry, entries[0].id, categories=("A1", "B2"), no_quote=True)
    with store.journal.change("Löschen") as unit:
        unit.delete(deleted.id)
        unit.delete(contested.id)
    with store.journal.change("Endgültig löschen") as unit:
        unit.purge(purged.id)
    _arrive(store, entries[1].id, "entry", {"text": "Größere Räume gibt es nie."}, entries[1].id)
    _arrive(store, contested.id, "task", {"text": "Geändert dort."}, contested.id)
    _arrive(store, new_id(), "newer_thing", {"mood": "heiter"}, "")
    with store.journal.change("Bearbeiten") as unit:
        unit.change(Entry, entries[2].id, is_result=True)
    store.journal.undo()
    store.drafts.save(ids["event"][0], "halb getippte Zei")


def _arrive(store: WorkspaceStore, record_id: str, kind: str, values: dict[str, Any], same_parents_as: str) -> None:
    """A change made on another laptop that had not seen what was done here."""
    first = store.journal.history(same_parents_as)[0].id if same_parents_as else ""
    operation = Operation(
        id=new_id(),
        site=new_id(),
        time=(int(START.timestamp() * 1000) + 1000) << 16,
        author="XY",
        unit=new_id(),
        label="Bearbeiten",
        kind=OperationKind.SET,
        record_kind=kind,
        record_id=record_id,
        values=values,
        parents=dict.fromkeys(values, (first,)) if kind == "task" else {},
    )
    store.journal.integrate([operation])


def expectations(store: WorkspaceStore, recovery_code: str) -> dict[str, Any]:
    """What must be found in it for ever, whatever has become of the schema."""
    return {
        "recovery_code": recovery_code,
        "digest": store.journal.digest(),
        "records": {kind: len(store.records.find(type_)) for kind, type_ in RECORD_TYPES.items()},
        "texts": sorted(entry.text for entry in store.records.find(Entry)),
        "deleted_texts": sorted(entry.text for entry in store.records.find(Entry, deleted=True)),
        "drafts": {draft.place: draft.text for draft in store.drafts.all()},
        "undo_label": store.journal.undo_label,
        "redo_label": store.journal.redo_label,
    }


def make(target: Path) -> None:
    """Write database, key and expectations to `target` with the endings .db, .key and .json."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder).resolve() / "profile"
        clock = SteppingClock(START, timedelta(seconds=1))
        store, recovery_code = WorkspaceStore.create(profile, PASSPHRASE, author="AB", clock=clock, kdf=CHEAP)
        try:
            fill(store)
            assert store.verify().is_sound
            found = expectations(store, recovery_code)
        finally:
            store.close()
        shutil.copy(profile / "workspace.db", target)
        shutil.copy(profile / "vault.key", target.with_suffix(".key"))
    described = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    target.with_suffix(".json").write_text(described, encoding="utf-8")


if __name__ == "__main__":
    newest = fixture_of(list(STEPS)[-1])
    make(newest)
    sys.stdout.write(f"{newest.name}: {newest.stat().st_size} bytes\n")
