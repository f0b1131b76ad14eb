"""Everything that was planted about a person is found, and nothing of anybody else."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case
from gk_desktop.domain.category import Category
from gk_desktop.domain.event import AgendaItem, Event
from gk_desktop.domain.identity import Identity
from gk_desktop.domain.person_dossier import Dossier, PersonData
from gk_desktop.domain.record import Record
from tests.services.person_worlds import CONTACT_WORDS, NAME, OWN_WORDS, UNRELATED, PersonWorld, make_person_world


@pytest.fixture
def world(workspace: Workspace, tmp_path: Path) -> PersonWorld:
    return make_person_world(workspace, tmp_path)


def dossier(world: PersonWorld) -> Dossier:
    return world.workspace.person_dossiers.of(world.subject)


def test_every_kind_of_place_is_found(world: PersonWorld) -> None:
    found = dossier(world)
    counts = {data: len(items) for data, items in found.groups}
    assert counts == {
        PersonData.MASTER: 1,
        PersonData.IDENTITY: 1,
        PersonData.CONTACTS: 2,
        PersonData.CONSENTS: 1,
        PersonData.PARTICIPATIONS: 1,
        PersonData.STATEMENTS: 3,
        PersonData.MENTIONS: 3,
        PersonData.HEADS: 1,
        PersonData.CORRECTIONS: 1,
        PersonData.NAME_CHECKS: 1,
        PersonData.MINUTES: 1,
        PersonData.DRAFTS: 2,
        PersonData.EXPORTS: 1,
    }
    assert found.gaps == ()
    assert CONTACT_WORDS in repr(found.of(PersonData.CONTACTS))
    assert OWN_WORDS in repr(found.of(PersonData.STATEMENTS))
    assert UNRELATED not in repr(found)


def test_a_name_that_only_an_earlier_version_held_is_found(world: PersonWorld) -> None:
    world.workspace.keeping.change(Event, world.event.id, chair="")
    (item,) = dossier(world).of(PersonData.HISTORY)
    assert "Leitung/Moderation" in item.text
    assert "Sitzordnung" in item.text
    assert (item.kind, item.id) == ("event", world.event.id)


def test_what_lies_in_the_bin_is_found(world: PersonWorld) -> None:
    for entry in world.entries:
        world.workspace.keeping.delete(type(entry), entry.id)
    found = dossier(world)
    assert len(found.of(PersonData.STATEMENTS)) == 3
    assert len(found.of(PersonData.MENTIONS)) == 3


def test_with_a_closed_key_file_codes_and_labels_are_found_and_the_gap_is_said(world: PersonWorld) -> None:
    world.workspace.identities.close()
    found = dossier(world)
    assert found.of(PersonData.IDENTITY) == found.of(PersonData.CONTACTS) == []
    assert len(found.of(PersonData.STATEMENTS)) == 3
    assert len(found.of(PersonData.MENTIONS)) >= 1
    (gap,) = found.gaps
    assert "geschlossen" in gap


def test_without_any_key_file_that_is_said(workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterstadt", case_code="FK01"))
    person = workspace.people.add(case=case, role="TN")
    (gap,) = workspace.person_dossiers.of(workspace.person_subjects.of(person.id)).gaps
    assert "keine Schlüsseldatei" in gap


def test_a_person_is_found_by_code_and_with_the_key_file_by_name(world: PersonWorld) -> None:
    subjects = world.workspace.person_subjects
    for typed in ("fk01-gfs-a1", f"Ottilie {NAME}", NAME.lower(), world.person.id):
        assert subjects.named(typed).person == world.person


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    places=st.lists(
        st.sampled_from(["title", "chair", "place", "agenda", "category", "aliases", "entry"]), unique=True
    ),
    ending=st.sampled_from(["", "s", ",", "-Liste", "\nmehr", " (GfS)"]),
    before=st.sampled_from(["", "Frau ", "Dr. ", "„", "\n"]),
)
def test_a_name_is_found_wherever_it_is_planted(
    tmp_path_factory: pytest.TempPathFactory, places: list[str], ending: str, before: str
) -> None:
    from gk_desktop.app.workspace import create_workspace
    from tests.services.conftest import PASSPHRASE, QUICK

    folder = tmp_path_factory.mktemp("ort")
    opened, _code = create_workspace(folder / "profil", PASSPHRASE, project="Probe", kdf=QUICK)
    text = f"{before}{NAME}{ending}"
    with opened:
        planted = _plant(opened, places, text)
        person = opened.people.add(case=opened.records.find(Case)[0], role="TN")
        opened.identities.create(folder / "x", "ein anderer satz im schnee", kdf=QUICK)
        opened.identities.save_identity(person, Identity(family_name=NAME))
        found = opened.person_dossiers.of(opened.person_subjects.of(person.id))
        told = "\n".join(item.text for item in found.items if item.data is not PersonData.IDENTITY)
        assert told.count(NAME) == len(planted)


def _plant(workspace: Workspace, places: list[str], text: str) -> list[Record]:
    keeping = workspace.keeping
    case = keeping.add(Case(name="Ort", case_code="FK02", aliases=(text,) if "aliases" in places else ()))
    plain = {name: text for name in ("title", "chair", "place") if name in places}
    event = keeping.add(Event(**{"title": "Sitzung", "date": date(2026, 3, 10), "case": case.id, **plain}))
    planted: list[Record] = [event for _name in plain]
    planted += [case] if "aliases" in places else []
    if "agenda" in places:
        planted.append(keeping.add(AgendaItem(event=event.id, number=1, title=text)))
    if "category" in places:
        planted.append(keeping.add(Category(code="Q9", name="Probe", definition=text)))
    if "entry" in places:
        workspace.capture(event.id).add_line(f"\\Laut {text}")
        planted.append(event)
    return planted
