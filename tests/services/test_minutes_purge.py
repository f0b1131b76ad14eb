"""A purge reaches what was frozen: a redacted version comes in its place, the old checksum stays, the words go."""

from datetime import date
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Institution, Person
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesCorrection, MinutesFrozen, MinutesKind
from gk_desktop.domain.minutes_freezing import checksum
from gk_desktop.domain.record import Record
from gk_desktop.services.capture import Capture
from gk_desktop.services.exported_files import exported_files_about
from tests.services.test_minutes_release import COURSE, INTERN, release
from tests.store.decrypted_pages import decrypted_pages

SECRET = "Zwetschgenknödel"


def said(workspace: Workspace, minutes: Minutes, export_class: ExportClass = INTERN) -> list[str]:
    content = workspace.releases.versions.content(minutes, export_class)
    return [f"{entry.speaker}: {entry.text}" for section in content.sections for entry in section.entries]


@pytest.fixture
def released(workspace: Workspace, event: Event, capture: Capture) -> Minutes:
    for line in (f"@Frau Muster: Das mit {SECRET}", "! Frau Muster schreibt", "Bleibt stehen"):
        capture.add_line(line)
    minutes = release(workspace, event)
    workspace.corrections.add(minutes.id, "A1", f"Ohne {SECRET}")
    return minutes


def purge(workspace: Workspace, record: Record) -> None:
    workspace.keeping.purge(type(record), record.id)


def test_a_purged_entry_is_redacted_in_every_class_and_the_old_checksum_stays(
    workspace: Workspace, event: Event, released: Minutes, tmp_path: Path
) -> None:
    purge(workspace, workspace.records.find(Entry, event=event.id)[0])
    for export_class in ExportClass:
        assert said(workspace, released, export_class)[0] == ": [entfernt]"
    assert said(workspace, released)[1:] == [": Frau Muster schreibt", ": Bleibt stehen"]
    now = workspace.records.get(Minutes, released.id)
    (frozen,) = workspace.records.find(MinutesFrozen)
    assert now == released
    assert frozen.redacted
    assert frozen.content_hash != released.frozen_hash
    assert workspace.releases.overview(event.id, COURSE)[-1].redacted
    workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / "x.docx", version=1)
    assert workspace.store.verify().is_sound


def test_no_byte_of_a_purged_entry_is_left_in_the_file(workspace: Workspace, event: Event, released: Minutes) -> None:
    store = workspace.store
    file, key = store._files.database, store._data_key
    operations = store.journal.operations()
    assert sum(SECRET in str(operation.values) for operation in operations) >= 3
    purge(workspace, workspace.records.find(Entry, event=event.id)[0])
    assert not any(SECRET in str(operation.values) for operation in store.journal.operations())
    assert workspace.records.find(MinutesCorrection) == []
    workspace.close()
    pages = decrypted_pages(file, key)
    assert SECRET.encode() not in pages
    assert b"Bleibt stehen" in pages


def test_a_purged_participant_has_no_name_in_the_frozen_text_any_more(
    workspace: Workspace, event: Event, released: Minutes
) -> None:
    (participant,) = workspace.records.find(Participant, event=event.id)
    purge(workspace, participant)
    assert said(workspace, released) == [
        f"[entfernt]: Das mit {SECRET}",
        ": [entfernt] schreibt",
        ": Bleibt stehen",
    ]
    (frozen,) = workspace.records.find(MinutesFrozen)
    assert "Muster" not in frozen.content


def test_a_purged_person_has_no_code_and_no_name_in_the_frozen_text_any_more(
    workspace: Workspace, event: Event
) -> None:
    person = workspace.keeping.add(Person(code="FK01-GfS-A1", role="gfs"))
    workspace.keeping.add(Participant(event=event.id, label="Frau Kunze", person=person.id))
    for line in ("Frau Kunze: Ja", "Laut FK01-GfS-A1 und Frau Kunzes Liste"):
        workspace.capture(event.id).add_line(line)
    minutes = release(workspace, event)
    purge(workspace, person)
    (frozen,) = workspace.records.find(MinutesFrozen)
    assert "Kunze" not in frozen.content
    assert "FK01-GfS-A1" not in frozen.content
    assert said(workspace, minutes)[0] == "[entfernt]: Ja"


def test_a_role_that_spoke_is_no_name(workspace: Workspace, event: Event, capture: Capture) -> None:
    for line in ("@GfS: Ja", "Die GfS lädt ein"):
        capture.add_line(line)
    minutes = release(workspace, event)
    (participant,) = workspace.records.find(Participant, event=event.id)
    purge(workspace, participant)
    assert said(workspace, minutes) == ["[entfernt]: Ja", ": Die GfS lädt ein"]


def test_a_purged_event_takes_its_frozen_minutes_with_it(workspace: Workspace, event: Event, released: Minutes) -> None:
    purge(workspace, event)
    assert workspace.records.find(MinutesFrozen) == workspace.records.find(Minutes) == []
    assert not any(SECRET in str(operation.values) for operation in workspace.store.journal.operations())


def test_purges_one_after_the_other_add_up(workspace: Workspace, event: Event, released: Minutes) -> None:
    first, _second, third = workspace.records.find(Entry, event=event.id)
    purge(workspace, first)
    purge(workspace, third)
    assert said(workspace, released) == [": [entfernt]", ": Frau Muster schreibt", ": [entfernt]"]


def test_two_redactions_from_two_laptops_are_both_held(workspace: Workspace, event: Event, released: Minutes) -> None:
    (whole,) = workspace.records.find(MinutesFrozen)
    first, _second, third = workspace.records.find(Entry, event=event.id)
    purge(workspace, first)
    (here,) = workspace.records.find(MinutesFrozen)
    other = whole.content.replace("Bleibt stehen", "[entfernt]")
    with workspace.store.journal.change("Von anderswo") as unit:
        unit.create(MinutesFrozen(minutes=released.id, content=other, content_hash=checksum(other), redacted=True))
    assert said(workspace, released) == [": [entfernt]", ": Frau Muster schreibt", ": [entfernt]"]
    assert here in workspace.records.find(MinutesFrozen)
    purge(workspace, third)
    assert len(workspace.records.find(MinutesFrozen)) == 1


def test_a_forged_version_does_not_stand_in_the_way_of_an_erasure(
    workspace: Workspace, event: Event, released: Minutes
) -> None:
    (frozen,) = workspace.records.find(MinutesFrozen)
    with workspace.store.journal.change("Fälschen") as unit:
        unit.change(MinutesFrozen, frozen.id, content=frozen.content.replace("Bleibt", "Geht"))
    purge(workspace, workspace.records.find(Entry, event=event.id)[0])
    assert workspace.records.find(MinutesFrozen) == []


def test_what_holds_nothing_of_it_stays_as_it_was(workspace: Workspace, event: Event, released: Minutes) -> None:
    (frozen,) = workspace.records.find(MinutesFrozen)
    other = workspace.keeping.add(Event(title="Andere", date=date(2021, 6, 1)))
    workspace.capture(other.id).add_line("! Etwas")
    release(workspace, other, MinutesKind.RESULTS)
    purge(workspace, workspace.records.find(Entry, event=other.id)[0])
    assert frozen in workspace.records.find(MinutesFrozen)
    assert not frozen.redacted


def test_the_names_of_a_purged_municipality_go_from_frozen_minutes_and_those_of_others_stay(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    case = workspace.keeping.add(
        Case(name="Altmusterstadt", aliases=("Kreis Beispielhausen",), places=("Blauviertel",))
    )
    workspace.keeping.change(Case, case.id, name="Musterstadt")
    workspace.keeping.add(Case(name="Musterstädter Land"))
    for line in (
        "In Musterstadt, früher Altmusterstadt, also Beispielhausen",
        "Im Blauviertel",
        "Im Musterstädter Land auch",
        "Anderswo",
    ):
        capture.add_line(line)
    minutes = release(workspace, event)
    purge(workspace, case)
    assert said(workspace, minutes) == [
        ": In [entfernt], früher [entfernt], also [entfernt]",
        ": Im [entfernt]",
        ": Im Musterstädter Land auch",
        ": Anderswo",
    ]
    (frozen,) = workspace.records.find(MinutesFrozen)
    assert frozen.redacted
    assert "Blauviertel" not in frozen.content


def test_an_institution_that_is_called_as_its_type_names_nobody(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    office = workspace.keeping.add(Institution(name="Jugendamt", aliases=("Haus der Wege",)))
    for line in ("Das Jugendamt lädt ein", "ins Haus der Wege"):
        capture.add_line(line)
    minutes = release(workspace, event)
    purge(workspace, office)
    assert said(workspace, minutes) == [": Das Jugendamt lädt ein", ": ins [entfernt]"]


def test_a_name_that_another_institution_has_too_is_still_theirs(
    workspace: Workspace, event: Event, capture: Capture
) -> None:
    double, _other = (workspace.keeping.add(Institution(name="Haus der Wege")) for _count in range(2))
    capture.add_line("Im Haus der Wege")
    minutes = release(workspace, event)
    purge(workspace, double)
    assert said(workspace, minutes) == [": Im Haus der Wege"]


def test_files_about_a_municipality_or_an_institution_are_named_before_it_is_purged(
    workspace: Workspace, tmp_path: Path
) -> None:
    case = workspace.keeping.add(Case(name="Musterstadt"))
    office = workspace.keeping.add(Institution(name="Haus der Wege"))
    of_case = workspace.keeping.add(Event(title="Kerngruppe", case=case.id))
    elsewhere = workspace.keeping.add(Event(title="Fachtag"))
    workspace.keeping.add(Participant(event=elsewhere.id, label="Gast", institution=office.id))
    for event, name in ((of_case, "a.docx"), (elsewhere, "b.docx")):
        workspace.minutes.export(event.id, COURSE, INTERN, tmp_path / name)
    found = [[Path(item.file).name for item in exported_files_about(workspace.records, it)] for it in (case, office)]
    assert found == [["a.docx"], ["b.docx"]]
