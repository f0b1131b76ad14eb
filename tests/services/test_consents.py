"""The register of consents: which one counts, what may be quoted, what has to be deleted, and the proof of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import Consent, ConsentStatus, Deletion, QuotePermission
from gk_desktop.domain.consent_rules import (
    SpeakerConsent,
    current_consent,
    may_be_contacted,
    may_be_recorded,
    speaker_consent,
)
from gk_desktop.domain.due_deletions import KeptData, Urgency, deletions_of
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.event import Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind, MinutesStatus
from gk_desktop.domain.minutes_content import compose
from gk_desktop.services.capture import Capture

GIVEN, DAY = ConsentStatus.GIVEN, date(2026, 2, 1)
TODAY = date(2026, 3, 10)
_MADE_AT = datetime.fromisoformat("2026-03-10T12:00")


@pytest.fixture
def person(workspace: Workspace) -> Person:
    case = workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    return workspace.people.add(case=case, role="GfS")


def consent_of(whose: Person, **values: Any) -> Consent:
    return Consent(**{"person": whose.id, "status": GIVEN, "given_on": DAY, **values})


def refusal(verb: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        verb()
    return caught.value.sentence


# --- Which one counts ----------------------------------------------------------------------------------------------


def test_newest_answer_of_a_person_counts(workspace: Workspace, person: Person) -> None:
    older = workspace.consents.add(consent_of(person))
    newer = workspace.consents.add(consent_of(person, given_on=DAY + timedelta(days=1), quotes=QuotePermission.YES))
    assert workspace.consents.current(person.id) == newer
    assert [workspace.consents.counts(item) for item in (older, newer)] == [False, True]
    assert workspace.consents.all() == [newer, older]
    assert workspace.consents.counting() == [newer]


def test_request_without_an_answer_takes_nothing_away() -> None:
    answer = Consent(id="a", status=GIVEN, given_on=DAY)
    assert current_consent([Consent(id="b"), answer]) == answer
    assert current_consent([Consent(id="b")]) == Consent(id="b")
    assert current_consent([]) is None


def test_consent_given_again_after_a_withdrawal_counts() -> None:
    withdrawn = Consent(id="a", status=ConsentStatus.WITHDRAWN, given_on=DAY, withdrawn_on=DAY + timedelta(days=2))
    again = Consent(id="b", status=GIVEN, given_on=DAY + timedelta(days=3))
    assert current_consent([again, withdrawn]) == again
    assert current_consent([replace(again, given_on=DAY + timedelta(days=2)), withdrawn]) == withdrawn


_DAYS = st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31))
_CONSENTS = st.lists(
    st.builds(
        Consent,
        id=st.uuids().map(str),
        status=st.sampled_from(ConsentStatus),
        quotes=st.sampled_from(QuotePermission),
        given_on=_DAYS,
        withdrawn_on=_DAYS,
        contact_again=st.booleans(),
        recording_allowed=st.booleans(),
        delete_recording_by=_DAYS,
        delete_contact_by=_DAYS,
        delete_key_by=_DAYS,
        delete_text_by=_DAYS,
    ),
    max_size=4,
)


@given(consents=_CONSENTS, order=st.randoms(use_true_random=False))
def test_what_counts_does_not_depend_on_the_order_in_which_laptops_hold_it(consents: list[Consent], order: Any) -> None:
    shuffled = list(consents)
    order.shuffle(shuffled)
    assert current_consent(shuffled) == current_consent(consents)


@given(consents=_CONSENTS, restricted=_DAYS, objected=_DAYS)
def test_nobody_is_quoted_without_a_consent_that_stands(
    consents: list[Consent], restricted: date | None, objected: date | None
) -> None:
    person = Person(id="p", restricted_since=restricted, objected_on=objected)
    allowed = speaker_consent(person, consents)
    if allowed in {SpeakerConsent.TO_QUOTE, SpeakerConsent.AFTER_RELEASE}:
        counting = current_consent(consents)
        assert counting is not None
        assert (counting.status, counting.withdrawn_on) == (GIVEN, None)
        assert counting.quotes is not QuotePermission.NO
        assert restricted is objected is None


@given(consents=_CONSENTS)
def test_due_list_names_every_watched_day_once_and_the_earliest_first(consents: list[Consent]) -> None:
    due = deletions_of(consents, {}, "entfernt")
    watched = [getattr(consent, data.value) for consent in consents for data in KeptData]
    assert [item.day for item in due] == sorted(day for day in watched if day)
    assert len({item.id for item in due}) == len(due)
    urgencies = [list(Urgency).index(item.urgency(TODAY)) for item in due]
    assert urgencies == sorted(urgencies)


def test_who_may_be_asked_again_and_recorded_follows_from_the_consent() -> None:
    person, consent = Person(id="p"), Consent(status=GIVEN, given_on=DAY, contact_again=True, recording_allowed=True)
    assert may_be_contacted(person, [consent])
    assert may_be_recorded(person, [consent])
    for denied in (
        Person(id="p", no_contact_since=DAY),
        Person(id="p", restricted_since=DAY),
        Person(id="p", objected_on=DAY),
    ):
        assert not may_be_contacted(denied, [consent])
    assert not may_be_recorded(Person(id="p", restricted_since=DAY), [consent])
    assert not may_be_contacted(person, [])
    assert not may_be_recorded(person, [replace(consent, status=ConsentStatus.REFUSED)])


# --- What cannot be saved ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"person": ""}, "Eine Einwilligung gehört zu einer Person."),
        ({"status": ConsentStatus.REFUSED}, "Der Status „verweigert“ braucht eine Begründung."),
        ({"status": ConsentStatus.NOT_NEEDED}, "Der Status „nicht erforderlich“ braucht eine Begründung."),
        ({"given_on": None}, "Eine erteilte Einwilligung braucht den Tag, an dem sie erteilt wurde."),
        (
            {"withdrawn_on": DAY},
            "Ein Widerruf braucht beides: den Status „widerrufen“ und den Tag des Widerrufs.",
        ),
        (
            {"status": ConsentStatus.WITHDRAWN, "withdrawn_on": DAY - timedelta(days=1)},
            "Der Widerruf (31.01.2026) kann nicht vor der Einwilligung (01.02.2026) liegen.",
        ),
        (
            {"informed_on": DAY + timedelta(days=1)},
            "Die Information nach Art. 13 (02.02.2026) muss vor der Einwilligung (01.02.2026) ausgehändigt sein.",
        ),
        (
            {"delete_key_by": DAY - timedelta(days=1)},
            "Eine Löschfrist kann nicht vor der Einwilligung (01.02.2026) enden.",
        ),
    ],
)
def test_consent_that_contradicts_itself_is_not_saved(
    workspace: Workspace, person: Person, values: dict[str, Any], sentence: str
) -> None:
    assert refusal(lambda: workspace.consents.add(consent_of(person, **values))) == sentence
    assert workspace.consents.all() == []


def test_withdrawal_is_of_today_and_can_be_undone(workspace: Workspace, person: Person) -> None:
    consent = workspace.consents.add(consent_of(person))
    withdrawn = workspace.consents.withdraw(consent.id, scope="Zitate")
    assert (withdrawn.status, withdrawn.withdrawn_on, withdrawn.withdrawn_scope) == (
        ConsentStatus.WITHDRAWN, TODAY, "Zitate"
    )  # fmt: skip
    assert refusal(lambda: workspace.consents.withdraw(consent.id)) == "Diese Einwilligung ist schon widerrufen."
    workspace.projects.undo()
    assert workspace.consents.current(person.id) == consent


def test_what_was_never_given_cannot_be_withdrawn(workspace: Workspace, person: Person) -> None:
    consent = workspace.consents.add(consent_of(person, status=ConsentStatus.ASKED, given_on=None))
    assert "nicht erteilt" in refusal(lambda: workspace.consents.withdraw(consent.id))


# --- Deleting ------------------------------------------------------------------------------------------------------


def test_deletion_leaves_a_line_in_the_log_and_ends_the_watch(workspace: Workspace, person: Person) -> None:
    consent = workspace.consents.add(
        consent_of(person, delete_recording_by=date(2026, 3, 1), delete_text_by=date(2036, 1, 1))
    )
    due = workspace.consents.due()
    assert [(item.code, item.data, item.urgency(TODAY)) for item in due] == [
        (person.code, KeptData.RECORDING, Urgency.OVERDUE),
        (person.code, KeptData.TEXT, Urgency.LATER),
    ]
    assert workspace.consents.due_soon() == due[:1]
    line = workspace.consents.mark_deleted(consent.id, KeptData.RECORDING)
    assert line == Deletion(
        id=line.id,
        code=person.code,
        subject="Tonaufnahme",
        cause="Löschfrist 01.03.2026",
        done_on=TODAY,
        done_by="AB",
    )
    assert workspace.consents.due() == due[1:]
    assert workspace.consents.deletions() == [line]
    workspace.projects.undo()
    assert (workspace.consents.due(), workspace.consents.deletions()) == (due, [])


def test_nothing_is_marked_as_deleted_before_its_time_or_without_a_watch(workspace: Workspace, person: Person) -> None:
    consent = workspace.consents.add(consent_of(person, delete_key_by=date(2026, 5, 1)))
    tomorrow = TODAY + timedelta(days=1)
    marking = workspace.consents.mark_deleted
    assert refusal(lambda: marking(consent.id, KeptData.KEY, on=tomorrow)) == "Der 11.03.2026 liegt in der Zukunft."
    assert "keine Löschfrist" in refusal(lambda: marking(consent.id, KeptData.TEXT))
    assert workspace.consents.deletions() == []


@pytest.mark.parametrize(
    ("day", "urgency"),
    [
        (date(2026, 3, 9), Urgency.OVERDUE),
        (date(2026, 3, 10), Urgency.SOON),
        (date(2026, 4, 9), Urgency.SOON),
        (date(2026, 4, 10), Urgency.LATER),
    ],
)
def test_last_day_itself_is_not_overdue_and_thirty_days_are_soon(day: date, urgency: Urgency) -> None:
    (due,) = deletions_of([Consent(delete_key_by=day)], {}, "entfernt")
    assert due.urgency(TODAY) is urgency


# --- Quotes in minutes ---------------------------------------------------------------------------------------------


@pytest.fixture
def quote(workspace: Workspace, event: Event, person: Person) -> Entry:
    workspace.keeping.add(Participant(event=event.id, label="Frau Alt", person=person.id))
    workspace.capture(event.id).add_line("Frau Alt: „Das war mein Satz“")
    (entry,) = workspace.records.find(Entry)
    return entry


def test_quote_is_released_today_and_not_any_more(workspace: Workspace, quote: Entry) -> None:
    workspace.consents.release_quotes([quote.id])
    assert workspace.records.get(Entry, quote.id).quote_released_on == TODAY
    workspace.consents.release_quotes([quote.id], released=False)
    assert workspace.records.get(Entry, quote.id).quote_released_on is None
    workspace.projects.undo()
    assert workspace.records.get(Entry, quote.id).quote_released_on == TODAY


def test_a_release_counts_for_the_words_and_the_person_it_was_given_for(
    workspace: Workspace, event: Event, quote: Entry
) -> None:
    capture = workspace.capture(event.id)
    workspace.consents.release_quotes([quote.id])
    assert capture.edit(quote.id, "Frau Alt: „Das war mein Satz“ #polity").quote_released_on == TODAY
    workspace.keeping.add(Participant(event=event.id, label="Herr Neu"))
    for change in (
        lambda: capture.edit(quote.id, "Frau Alt: „Das war nie mein Satz“"),
        lambda: workspace.entry_editing.set_speaker([quote.id], "Herr Neu"),
        lambda: workspace.entry_editing.join([quote.id, workspace.follow_up.add(event.id, "„Noch einer“", "").id]),
    ):
        change()
        assert workspace.records.get(Entry, quote.id).quote_released_on is None
        workspace.projects.undo()
        assert workspace.records.get(Entry, quote.id).quote_released_on == TODAY


def test_only_a_literal_quote_can_be_released(workspace: Workspace, capture: Capture) -> None:
    capture.add_line("Eine Aussage")
    (entry,) = workspace.records.find(Entry)
    sentence = "Freigeben lässt sich nur ein wörtliches Zitat."
    assert refusal(lambda: workspace.consents.release_quotes([entry.id])) == sentence
    assert refusal(lambda: workspace.consents.release_quotes([])) == sentence


@pytest.mark.parametrize("gone", [Participant, Person])
def test_restriction_holds_for_speakers_in_the_bin(
    workspace: Workspace, event: Event, person: Person, quote: Entry, gone: type[Participant] | type[Person]
) -> None:
    workspace.keeping.change(Person, person.id, restricted_since=TODAY)
    workspace.keeping.delete(gone, person.id if gone is Person else quote.speaker)
    assert workspace.minutes.gather(event.id).speaker_consents == {quote.speaker: SpeakerConsent.RESTRICTED}


@pytest.mark.parametrize("gone", [Participant, Person])
def test_restriction_is_not_forgotten_by_erasing_whom_it_is_about(
    workspace: Workspace, event: Event, person: Person, quote: Entry, gone: type[Participant] | type[Person]
) -> None:
    record_id = person.id if gone is Person else quote.speaker
    workspace.keeping.change(Person, person.id, restricted_since=TODAY)
    workspace.keeping.delete(gone, record_id)
    assert refusal(lambda: workspace.keeping.purge(gone, record_id)).startswith("Die Verarbeitung zu FK01-")
    assert workspace.minutes.gather(event.id).speaker_consents == {quote.speaker: SpeakerConsent.RESTRICTED}
    workspace.keeping.restore(gone, record_id)
    workspace.keeping.change(Person, person.id, restricted_since=None)
    workspace.keeping.delete(gone, record_id)
    workspace.keeping.purge(gone, record_id)


@pytest.mark.parametrize(
    "said",
    [
        "„Das sage ich“.",
        "„Das sage ich”",
        "“Das sage ich”",
        "«Das sage ich»",
        "›Das sage ich‹",
        "„Das sage ich",
        "‚Das!‘",
    ],
)
def test_words_in_whatever_quotation_marks_need_the_permission_to_quote(
    workspace: Workspace, event: Event, person: Person, quote: Entry, said: str
) -> None:
    workspace.capture(event.id).add_line(f"Frau Alt: {said}")
    workspace.capture(event.id).add_line("Frau Alt: „Haus der Jugend“ macht mit")
    material = workspace.minutes.gather(event.id)

    def outside() -> list[str]:
        content = compose(
            workspace.minutes.gather(event.id), MinutesKind.COURSE, ExportClass.VERTEILER, made_at=_MADE_AT
        )
        return [entry.text for section in content.sections for entry in section.entries]

    assert outside() == ["„Haus der Jugend“ macht mit"]
    assert len(material.entries) == 3
    workspace.consents.add(consent_of(person, quotes=QuotePermission.YES))
    assert len(outside()) == 3


def test_narrowed_permission_takes_quotes_that_nobody_released_out_of_released_minutes(
    workspace: Workspace, event: Event, person: Person, quote: Entry
) -> None:
    workspace.consents.add(consent_of(person, quotes=QuotePermission.YES, given_on=TODAY - timedelta(days=3)))
    workspace.capture(event.id).add_line("Frau Alt: „Und das gebe ich frei“")
    workspace.consents.release_quotes([workspace.records.find(Entry, order_by=["position"])[1].id])
    release(workspace, event)
    assert said_to(workspace, event, ExportClass.VERTEILER) == ["Das war mein Satz", "Und das gebe ich frei"]
    workspace.consents.add(consent_of(person, quotes=QuotePermission.AFTER_RELEASE, given_on=TODAY))
    assert said_to(workspace, event, ExportClass.VERTEILER) == ["Und das gebe ich frei"]


def release(workspace: Workspace, event: Event) -> None:
    for status in (MinutesStatus.DRAFT, MinutesStatus.PROOFREAD, MinutesStatus.RELEASED):
        workspace.releases.set_status(event.id, MinutesKind.COURSE, status)


def said_to(workspace: Workspace, event: Event, export_class: ExportClass) -> list[str]:
    """What the first, released version says today."""
    versions = workspace.minutes.versions
    minutes = versions.chosen(event.id, MinutesKind.COURSE, 1)
    assert minutes.status is MinutesStatus.RELEASED
    return [entry.text for section in versions.content(minutes, export_class).sections for entry in section.entries]


def test_released_minutes_are_handed_out_without_what_was_withdrawn_since(
    workspace: Workspace, event: Event, person: Person, quote: Entry
) -> None:
    consent = workspace.consents.add(consent_of(person, quotes=QuotePermission.YES))
    workspace.capture(event.id).add_line("Frau Alt: Eine Aussage")
    release(workspace, event)
    both = ["Das war mein Satz", "Eine Aussage"]
    assert said_to(workspace, event, ExportClass.VERTEILER) == both
    workspace.consents.withdraw(consent.id)
    assert said_to(workspace, event, ExportClass.VERTEILER) == both[1:]
    assert said_to(workspace, event, ExportClass.PSEUDONYMISIERT) == both
    workspace.keeping.change(Person, person.id, restricted_since=TODAY)
    assert said_to(workspace, event, ExportClass.VERTEILER) == []
    assert said_to(workspace, event, ExportClass.PSEUDONYMISIERT) == []
    assert said_to(workspace, event, ExportClass.INTERN) == []
    (released,) = workspace.minutes.versions.of_kind(event.id, MinutesKind.COURSE)
    assert not workspace.minutes.versions.has_moved_on(released), "that is no new version"


def test_preview_says_why_a_quote_is_left_out(workspace: Workspace, event: Event, person: Person, quote: Entry) -> None:
    def reasons() -> list[str]:
        preview = workspace.export_previews.of(event.id, MinutesKind.COURSE, ExportClass.VERTEILER)
        return [entry.reason for entry in preview.left_out]

    assert reasons() == ["keine Zitatfreigabe erfasst"]
    consent = workspace.consents.add(consent_of(person, quotes=QuotePermission.AFTER_RELEASE))
    assert reasons() == ["Zitat noch nicht freigegeben"]
    workspace.consents.release_quotes([quote.id])
    assert reasons() == []
    workspace.consents.withdraw(consent.id)
    assert reasons() == ["Einwilligung widerrufen"]
    workspace.keeping.change(Person, person.id, objected_on=TODAY)
    assert reasons() == ["Verarbeitung eingeschränkt (Art. 18)"]
