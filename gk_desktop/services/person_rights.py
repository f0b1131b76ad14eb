"""Withdrawal, restriction and objection of a person: each one unit of work, its meaning said before."""

from datetime import date
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import N_, _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.case import Person
from gk_desktop.domain.consent import Consent, ConsentStatus, Deletion, QuotePermission
from gk_desktop.domain.consent_rules import is_given
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.person_dossier import Subject
from gk_desktop.domain.person_rights import RESEARCH_EXEMPTION, PersonRequest
from gk_desktop.services.person_dossier import PersonDossiers
from gk_desktop.services.person_subjects import PersonSubjects
from gk_desktop.store.unit_of_work import UnitOfWork
from gk_desktop.store.workspace_store import WorkspaceStore

_MEANINGS: Final[dict[PersonRequest, tuple[str, ...]]] = {
    PersonRequest.ACCESS: (
        N_("Es entsteht ein lesbares Dokument mit allem, was zu der Person gefunden wurde."),
        N_("Namen und Codes anderer werden darin ersetzt (Art. 15 Abs. 4)."),
        N_("Die Datei ist nicht verschlüsselt. Lesen Sie sie durch, bevor Sie sie herausgeben."),
    ),
    PersonRequest.CORRECTION: (
        N_("Unrichtiges wird dort geändert, wo es steht; der Verlauf hält fest, was vorher da stand."),
        N_("Wählen Sie unter „Was es gibt“ die Stelle und springen Sie hin."),
    ),
    PersonRequest.WITHDRAW_QUOTES: (
        N_("Wörtliche Zitate der Person gehen nicht mehr nach außen, auch nicht aus freigegebenen Protokollen."),
        N_("Erteilte Freigaben einzelner Zitate werden zurückgenommen."),
        N_("Was bis heute herausgegeben wurde, bleibt rechtmäßig (Art. 7 Abs. 3 DSGVO)."),
    ),
    PersonRequest.WITHDRAW_CONTACT: (
        N_("Bei der Person steht, dass niemand sie mehr ansprechen darf; ihre Aussagen bleiben."),
    ),
    PersonRequest.WITHDRAW_ALL: (
        N_("Die Einwilligung gilt von heute an nicht mehr: keine neuen Gespräche, keine Zitate, keine Ansprache."),
        N_("Was bis heute geschah, bleibt rechtmäßig (Art. 7 Abs. 3 DSGVO). Vorhandene Daten werden nicht gelöscht."),
        N_(
            "Beruht die Verarbeitung allein auf der Einwilligung, sind die Daten zu löschen (Art. 17 Abs. 1 Buchst. b):"
            " Wählen Sie danach „Löschung“."
        ),
    ),
    PersonRequest.RESTRICTION: (
        N_("Die Daten dürfen nur noch gespeichert werden (Art. 18 Abs. 2 DSGVO)."),
        N_("Neue Protokolle und Tabellen lassen ihre Aussagen weg, auch in der Klasse INTERN."),
        N_("In Beschlüssen, Aufträgen und der Anwesenheit steht darin der Code statt des Namens."),
        N_("Vor dem Aufheben ist die Person zu unterrichten (Art. 18 Abs. 3)."),
    ),
    PersonRequest.END_OF_RESTRICTION: (
        N_("Die Daten dürfen wieder verarbeitet werden. Unterrichten Sie die Person vorher (Art. 18 Abs. 3 DSGVO)."),
    ),
    PersonRequest.OBJECTION: (
        N_("Bis über den Widerspruch entschieden ist, gilt dasselbe wie bei einer Einschränkung."),
        N_("Neue Protokolle und Tabellen lassen ihre Aussagen bis dahin weg; statt des Namens steht der Code."),
        N_(
            "Gegen Forschung kann widersprochen werden, es sei denn, sie ist für eine Aufgabe im öffentlichen Interesse"
            " erforderlich (Art. 21 Abs. 6). Das entscheiden die Verantwortlichen."
        ),
    ),
    PersonRequest.END_OF_OBJECTION: (
        N_("Der Widerspruch gilt als entschieden; die Daten dürfen wieder verarbeitet werden."),
        N_("Hatte er Erfolg, wählen Sie stattdessen „Löschung“ oder „Einschränkung“."),
    ),
    PersonRequest.ERASURE: (RESEARCH_EXEMPTION,),
}


class PersonRights:
    def __init__(self, store: WorkspaceStore, subjects: PersonSubjects, dossiers: PersonDossiers) -> None:
        self._store = store
        self._records = store.records
        self._subjects = subjects
        self._dossiers = dossiers

    @property
    def today(self) -> date:
        return self._store.clock.now().date()

    def possible(self, subject: Subject) -> list[PersonRequest]:
        """What can be asked for; what stands already is offered to be ended instead."""
        if not subject.in_workspace:
            return [PersonRequest.ACCESS, PersonRequest.ERASURE]
        person = subject.person
        left_out = {
            PersonRequest.RESTRICTION if person.restricted_since else PersonRequest.END_OF_RESTRICTION,
            PersonRequest.OBJECTION if person.objected_on else PersonRequest.END_OF_OBJECTION,
        }
        return [request for request in PersonRequest if request not in left_out]

    def meaning(self, request: PersonRequest) -> list[str]:
        """The consequences, a sentence each; those of an erasure follow from its plan."""
        return [_(sentence) for sentence in _MEANINGS[request]]

    def carry_out(self, subject: Subject, request: PersonRequest, *, on: date | None = None) -> str:
        """Withdrawal, restriction, objection or the end of one. Returns what was done, as a sentence.

        Raises `UserError`: there is nothing to withdraw, a day that is still to come, nobody of that code here.
        """
        day = on or self.today
        if day > self.today:
            raise UserError(_("Der {day} liegt in der Zukunft.").format(day=day_text(day)))
        if not subject.in_workspace:
            raise UserError(_("Diese Person steht nur noch in der Schlüsseldatei; möglich ist die Löschung."))
        person_id = subject.person.id
        match request:
            case PersonRequest.WITHDRAW_QUOTES:
                self._withdraw_quotes(subject, day)
            case PersonRequest.WITHDRAW_ALL:
                self._withdraw_all(subject, day)
            case PersonRequest.WITHDRAW_CONTACT:
                self._withdraw_contact(subject, day)
            case PersonRequest.RESTRICTION:
                self._set(N_("Verarbeitung einschränken"), person_id, restricted_since=day)
            case PersonRequest.END_OF_RESTRICTION:
                self._set(N_("Einschränkung aufheben"), person_id, restricted_since=None)
            case PersonRequest.OBJECTION:
                self._set(N_("Widerspruch festhalten"), person_id, objected_on=day)
            case PersonRequest.END_OF_OBJECTION:
                self._set(N_("Über Widerspruch entschieden"), person_id, objected_on=None)
            case _:
                raise UserError(_("Das geht nur Schritt für Schritt im Assistenten."))
        return _(_DONE[request]).format(code=subject.person.code, day=day_text(day))

    def keep_for_research(self, subject: Subject, reason: str) -> Deletion:
        """The responsible persons do not erase: code, day and their reason are put on record. Raises `UserError`."""
        reason = clean_text(reason).strip()
        if not reason:
            raise UserError(_("Ohne Grund wird nichts festgehalten."), _("Schreiben Sie ihn ohne Namen auf."))
        with self._store.journal.change(N_("Ablehnung einer Löschung festhalten")) as unit:
            return unit.create(
                Deletion(
                    code=subject.person.code,
                    subject=_("Nicht gelöscht: Ausnahme für die Forschung (Art. 17 Abs. 3 Buchst. d)"),
                    cause=reason,
                    done_on=self.today,
                    done_by=self._store.journal.site.author,
                )
            )

    def _given(self, subject: Subject) -> list[Consent]:
        """Raises `UserError` if nothing was agreed to."""
        given = [item for item in self._records.find(Consent, person=subject.person.id) if is_given(item)]
        if not given:
            raise UserError(
                _("Für {code} ist keine erteilte Einwilligung erfasst; es gibt nichts zu widerrufen.").format(
                    code=subject.person.code
                ),
                _("Ohne Einwilligung geht kein wörtliches Zitat hinaus. Möglich sind Einschränkung und Widerspruch."),
            )
        return given

    def _withdraw_quotes(self, subject: Subject, day: date) -> None:
        given = self._given(subject)
        scope = _("Zitate, am {day}").format(day=day_text(day))
        with self._store.journal.change(N_("Widerruf: nicht mehr zitieren")) as unit:
            for consent in given:
                together = _joined(consent.withdrawn_scope, scope)
                unit.change(Consent, consent.id, quotes=QuotePermission.NO, withdrawn_scope=together)
            self._take_releases_back(unit, subject)

    def _withdraw_contact(self, subject: Subject, day: date) -> None:
        with self._store.journal.change(N_("Widerruf: nicht mehr ansprechen")) as unit:
            unit.change(Person, subject.person.id, no_contact_since=day)
            for consent in self._records.find(Consent, person=subject.person.id):
                unit.change(Consent, consent.id, contact_again=False)

    def _withdraw_all(self, subject: Subject, day: date) -> None:
        given = self._given(subject)
        if any(consent.given_on and consent.given_on > day for consent in given):
            raise UserError(_("Der Widerruf kann nicht vor der Einwilligung liegen."))
        with self._store.journal.change(N_("Einwilligung widerrufen")) as unit:
            for consent in given:
                unit.change(
                    Consent,
                    consent.id,
                    status=ConsentStatus.WITHDRAWN,
                    withdrawn_on=day,
                    withdrawn_scope=_joined(consent.withdrawn_scope, _("ganz")),
                )
            unit.change(Person, subject.person.id, no_contact_since=subject.person.no_contact_since or day)
            self._take_releases_back(unit, subject)

    def _take_releases_back(self, unit: UnitOfWork, subject: Subject) -> None:
        for entry in self._dossiers.statements(self._subjects.participations(subject)):
            if entry.quote_released_on and self._records.look_up(Entry, entry.id):
                unit.change(Entry, entry.id, quote_released_on=None)

    def _set(self, label: str, person_id: str, **values: Any) -> None:
        with self._store.journal.change(label) as unit:
            unit.change(Person, person_id, **values)


_DONE: Final[dict[PersonRequest, str]] = {
    PersonRequest.WITHDRAW_QUOTES: N_("{code}: seit dem {day} wird nichts mehr wörtlich zitiert."),
    PersonRequest.WITHDRAW_CONTACT: N_("{code}: seit dem {day} wird niemand mehr Kontakt aufnehmen."),
    PersonRequest.WITHDRAW_ALL: N_("{code}: Die Einwilligung ist seit dem {day} widerrufen."),
    PersonRequest.RESTRICTION: N_("{code}: Die Verarbeitung ist seit dem {day} eingeschränkt."),
    PersonRequest.END_OF_RESTRICTION: N_("{code}: Die Einschränkung ist aufgehoben."),
    PersonRequest.OBJECTION: N_("{code}: Der Widerspruch vom {day} ist festgehalten; bis zur Entscheidung gilt er."),
    PersonRequest.END_OF_OBJECTION: N_("{code}: Über den Widerspruch ist entschieden."),
}


def _joined(before: str, now: str) -> str:
    return f"{before}; {now}" if before else now
