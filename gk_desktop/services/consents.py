"""The register of consents, the days by which data must be gone, and the proof that they are (Löschprotokoll)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, ConsentStatus, Deletion
from gk_desktop.domain.consent_rules import current_consent, is_given, is_withdrawn, may_be_contacted, may_be_recorded
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.due_deletions import KEPT_DATA_LABELS, SOON, DueDeletion, KeptData, deletions_of
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.quotation import kind_of_words
from gk_desktop.services.record_keeping import RecordKeeping
from gk_desktop.store.workspace_store import WorkspaceStore

_NOBODY_KNOWN: Final = N_("Person entfernt")


class Consents:
    def __init__(self, store: WorkspaceStore, keeping: RecordKeeping) -> None:
        self._store = store
        self._keeping = keeping

    @property
    def today(self) -> date:
        return self._store.clock.now().date()

    def all(self) -> list[Consent]:
        """By code of the person; what counts stands before what it replaced."""
        codes = self._codes()
        counting = {consent.id for consent in self.counting()}
        return sorted(
            self._store.records.find(Consent),
            key=lambda item: (codes.get(item.person, "\uffff"), item.id not in counting, item.id),
        )

    def counting(self) -> list[Consent]:
        """Of each person who was asked, the consent that counts."""
        by_person: dict[str, list[Consent]] = {}
        for consent in self._store.records.find(Consent):
            by_person.setdefault(consent.person, []).append(consent)
        return [found for consents in by_person.values() if (found := current_consent(consents))]

    def of_person(self, person_id: str) -> list[Consent]:
        return self._store.records.find(Consent, person=person_id)

    def current(self, person_id: str) -> Consent | None:
        """The one that counts, if the person was asked at all."""
        return current_consent(self.of_person(person_id))

    def code_of(self, consent: Consent) -> str:
        """The code of the person, or that the person is gone."""
        return self._codes().get(consent.person) or _(_NOBODY_KNOWN)

    def counts(self, consent: Consent) -> bool:
        """Whether no newer consent of the same person has taken its place."""
        current = self.current(consent.person)
        return current is not None and current.id == consent.id

    def add(self, consent: Consent) -> Consent:
        """Raises `UserError` with every reason why it cannot be saved."""
        return self._keeping.add(consent)

    def change(self, consent_id: str, **values: Any) -> Consent:
        """Raises `UserError`."""
        return self._keeping.change(Consent, consent_id, **values)

    def withdraw(self, consent_id: str, *, on: date | None = None, scope: str = "") -> Consent:
        """The person takes the consent back, for the future: on that day, without one today. Raises `UserError`."""
        consent = self._store.records.get(Consent, consent_id)
        if is_withdrawn(consent):
            raise UserError(_("Diese Einwilligung ist schon widerrufen."))
        if not is_given(consent):
            raise UserError(
                _("Diese Einwilligung ist nicht erteilt und lässt sich nicht widerrufen."),
                _("Ihr Status ist „{status}“.").format(status=consent.status.value),
            )
        return self.change(
            consent_id, status=ConsentStatus.WITHDRAWN, withdrawn_on=on or self.today, withdrawn_scope=scope
        )

    def may_be_contacted(self, person: Person) -> bool:
        return may_be_contacted(person, self.of_person(person.id))

    def may_be_recorded(self, person: Person) -> bool:
        return may_be_recorded(person, self.of_person(person.id))

    def release_quotes(self, entry_ids: Iterable[str], *, released: bool = True) -> None:
        """The persons have released these literal quotes today, or taken that back. Raises `UserError`."""
        entries = [self._store.records.get(Entry, entry_id) for entry_id in dict.fromkeys(entry_ids)]
        if not entries or any(kind_of_words(entry.kind, entry.text) is not EntryKind.QUOTE for entry in entries):
            raise UserError(
                _("Freigeben lässt sich nur ein wörtliches Zitat."), _("Wählen Sie Einträge der Art „Zitat“ aus.")
            )
        label = N_("Zitat freigegeben") if released else N_("Zitatfreigabe zurücknehmen")
        with self._store.journal.change(label) as unit:
            for entry in entries:
                unit.change(Entry, entry.id, quote_released_on=self.today if released else None)

    def due(self) -> list[DueDeletion]:
        """Everything that has to be deleted one day, overdue first, then by day."""
        return deletions_of(self._store.records.find(Consent), self._codes(), _(_NOBODY_KNOWN))

    def due_soon(self) -> list[DueDeletion]:
        """What is overdue, or has to go within 30 days."""
        return [item for item in self.due() if item.day <= self.today + SOON]

    def next_due(self, consent: Consent) -> date | None:
        """The first day on which something of this consent has to be gone."""
        return min((day for data in KeptData if (day := getattr(consent, data.value))), default=None)

    def mark_deleted(
        self, consent_id: str, data: KeptData, *, on: date | None = None, by: str = "", cause: str = ""
    ) -> Deletion:
        """Somebody has deleted it: a line of the Löschprotokoll, and the day is no longer watched.

        Without a day it was today, without a name whoever writes here, without a cause the day that was due. Raises
        `UserError`: no such day is watched, a day that is still to come.
        """
        consent = self._store.records.get(Consent, consent_id)
        due: date | None = getattr(consent, data.value)
        if due is None:
            raise UserError(
                _("Für {data} ist hier keine Löschfrist eingetragen.").format(data=_(KEPT_DATA_LABELS[data]))
            )
        done_on = on or self.today
        if done_on > self.today:
            raise UserError(_("Der {day} liegt in der Zukunft.").format(day=day_text(done_on)))
        with self._store.journal.change(N_("Löschung eintragen")) as unit:
            deletion = unit.create(
                Deletion(
                    code=self._codes().get(consent.person, ""),
                    subject=_(KEPT_DATA_LABELS[data]),
                    cause=clean_text(cause).strip() or _("Löschfrist {day}").format(day=day_text(due)),
                    done_on=done_on,
                    done_by=clean_text(by).strip() or self._store.journal.site.author,
                )
            )
            unit.change(Consent, consent_id, **{data.value: None})
        return deletion

    def deletions(self) -> list[Deletion]:
        """The Löschprotokoll, the newest line first."""
        return sorted(
            self._store.records.find(Deletion), key=lambda item: (item.done_on or date.min, item.id), reverse=True
        )

    def _codes(self) -> dict[str, str]:
        return {
            person.id: person.code
            for deleted in (True, False)
            for person in self._store.records.find(Person, deleted=deleted)
        }
