"""A project in which one person left traces everywhere, for tests of what is found and what is erased."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from gk_desktop.app.workspace import Workspace
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import Consent, ConsentStatus, NameDecision, QuotePermission
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.identity import ConsentEvidence, ContactNote, Identity
from gk_desktop.domain.minutes import ExportClass, Minutes, MinutesKind
from gk_desktop.domain.person_dossier import Subject
from tests.services.test_minutes_release import release
from tests.store.workspaces import CHEAP

KEY_PASSPHRASE: Final = "ein anderer satz im schnee"
NAME: Final = "Kunzelmann"
OWN_WORDS: Final = "Zwetschgenknödel"
CONTACT_WORDS: Final = "Quittengelee"
OTHERS_WORDS: Final = "Mirabellenkompott"
UNRELATED: Final = "Bleibt unverändert stehen"


@dataclass
class PersonWorld:
    """`person` is Ottilie Kunzelmann, FK01-GfS-A1; she spoke at `event`, of which there are released `minutes`."""

    workspace: Workspace
    person: Person
    event: Event
    minutes: Minutes

    @property
    def subject(self) -> Subject:
        return self.workspace.person_subjects.of(self.person.id)

    @property
    def entries(self) -> list[Entry]:
        return self.workspace.records.find(Entry, event=self.event.id, order_by=["position"])


def make_person_world(workspace: Workspace, folder: Path) -> PersonWorld:
    keeping = workspace.keeping
    case = keeping.add(Case(name="Musterstadt", case_code="FK01"))
    person = workspace.people.add(case=case, role="GfS")
    _identify(workspace, person)
    event = keeping.add(
        Event(title="Kerngruppe", date=date(2026, 3, 10), case=case.id, chair=f"Frau {NAME}", distribution="alle")
    )
    keeping.add(Participant(event=event.id, label=f"Frau {NAME}", role="GfS", person=person.id))
    _take_notes(workspace, event)
    # Without the names nobody has to decide about each of them first.
    workspace.identities.close()
    minutes = release(workspace, event)
    workspace.minutes.export(event.id, MinutesKind.COURSE, ExportClass.INTERN, folder / f"{NAME}.docx")
    workspace.identities.open(KEY_PASSPHRASE)
    workspace.corrections.add(minutes.id, workspace.records.find(Entry, event=event.id)[2].number, f"sagt Frau {NAME}")
    keeping.add(NameDecision(event=event.id, record_kind="event", record_id=event.id, field_name="chair", word=NAME))
    keeping.change(Event, event.id, seating=f"Frau {NAME} neben der Tür")
    keeping.change(Event, event.id, seating="im Kreis")
    workspace.store.drafts.save(f"capture:{event.id}", f"Frau {NAME} meint gerade")
    keeping.keep_half_typed(event, {"place": f"bei {NAME}", "date": "3x"})
    return PersonWorld(workspace, person, event, minutes)


def _identify(workspace: Workspace, person: Person) -> None:
    identities = workspace.identities
    identities.create(identities.path, KEY_PASSPHRASE, kdf=CHEAP)
    identity = Identity(given_name="Ottilie", family_name=NAME, phone="0203 4711234", email="o.kunzelmann@example.org")
    identities.save_identity(person, identity)
    identities.save_contact(ContactNote(person=person.id, on=date(2026, 3, 1), text=f"{CONTACT_WORDS} versprochen"))
    consent = workspace.keeping.add(
        Consent(
            person=person.id,
            status=ConsentStatus.GIVEN,
            given_on=date(2026, 3, 1),
            quotes=QuotePermission.YES,
            contact_again=True,
            restrictions="nur ohne Foto",
        )
    )
    identities.save_evidence(consent, ConsentEvidence(witness="Frau Zeugin", original_at="Schrank 3"))


def _take_notes(workspace: Workspace, event: Event) -> None:
    """Two entries of hers, one of which is a decision; one of another about her; a task for her; one of nobody."""
    capture = workspace.capture(event.id)
    for line in (
        f"Frau {NAME}: Wir brauchen {OWN_WORDS}",
        f"Frau {NAME}: ! {OWN_WORDS} beschlossen",
        f"@Herr Beispiel: Frau {NAME}s Liste und {OTHERS_WORDS}, sagt auch FK01-GfS-A1, Tel. 0203/4711234",
        f"> Frau {NAME}: Liste verschicken",
        UNRELATED,
    ):
        capture.add_line(line)
