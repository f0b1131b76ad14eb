"""Withdrawal, restriction and objection: each one step that can be undone, and nothing is erased by them."""

from datetime import date
from pathlib import Path

import pytest

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, ConsentStatus
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.person_rights import PersonRequest
from tests.services.person_worlds import NAME, PersonWorld, make_person_world

ENDS = {
    PersonRequest.RESTRICTION: PersonRequest.END_OF_RESTRICTION,
    PersonRequest.OBJECTION: PersonRequest.END_OF_OBJECTION,
}


@pytest.fixture
def world(workspace: Workspace, tmp_path: Path) -> PersonWorld:
    return make_person_world(workspace, tmp_path)


def carry_out(world: PersonWorld, request: PersonRequest) -> str:
    return world.workspace.person_rights.carry_out(world.subject, request)


def test_released_quotes_are_taken_back_with_the_permission_and_come_back_with_undo(world: PersonWorld) -> None:
    world.workspace.capture(world.event.id).add_line(f"Frau {NAME}: „So ist es“")
    quote = world.entries[-1]
    world.workspace.consents.release_quotes([quote.id])
    carry_out(world, PersonRequest.WITHDRAW_QUOTES)
    assert world.workspace.records.get(Entry, quote.id).quote_released_on is None
    (consent,) = world.workspace.records.find(Consent)
    assert (consent.status, consent.withdrawn_scope) == (ConsentStatus.GIVEN, "Zitate, am 10.03.2026")
    world.workspace.store.journal.undo()
    assert world.workspace.records.get(Entry, quote.id).quote_released_on == date(2026, 3, 10)


def test_the_whole_consent_is_withdrawn_and_nothing_is_erased(world: PersonWorld) -> None:
    said = [entry.text for entry in world.entries]
    carry_out(world, PersonRequest.WITHDRAW_ALL)
    (consent,) = world.workspace.records.find(Consent)
    assert (consent.status, consent.withdrawn_on) == (ConsentStatus.WITHDRAWN, date(2026, 3, 10))
    assert [entry.text for entry in world.entries] == said
    with pytest.raises(UserError, match="nichts zu widerrufen"):
        carry_out(world, PersonRequest.WITHDRAW_ALL)


@pytest.mark.parametrize(("begin", "end"), ENDS.items())
def test_what_stands_is_offered_to_be_ended_and_only_then(
    world: PersonWorld, begin: PersonRequest, end: PersonRequest
) -> None:
    rights = world.workspace.person_rights
    before = rights.possible(world.subject)
    assert (begin in before, end in before) == (True, False)
    carry_out(world, begin)
    now = rights.possible(world.subject)
    assert (begin in now, end in now) == (False, True)
    carry_out(world, end)
    assert rights.possible(world.subject) == before


def test_of_somebody_in_the_key_file_alone_only_access_and_erasure_are_possible(workspace: Workspace) -> None:
    rights, gone = workspace.person_rights, Subject(Person(id="x", code="FK01-GfS-A1"), in_workspace=False)
    assert rights.possible(gone) == [PersonRequest.ACCESS, PersonRequest.ERASURE]
    with pytest.raises(UserError, match="nur noch in der Schlüsseldatei"):
        rights.carry_out(gone, PersonRequest.RESTRICTION)


def test_every_request_says_what_it_means(workspace: Workspace) -> None:
    for request in PersonRequest:
        assert all(sentence.endswith((".", "“.")) for sentence in workspace.person_rights.meaning(request))
        assert workspace.person_rights.meaning(request)
