"""Forms and sheets as files: complete by the checklist, valid, readable for all, and blind to what a template tries."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import validation
from accessibility import accessibility_findings
from docx_text import body_text, paragraphs, whole_text
from foreign_templates import without_header
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from minutes_workspaces import (
    COURSE,
    OUTSIDE,
    create,
    create_entries,
    create_event,
    everything_in,
    exported,
    new_workspace,
)
from pdf_reading import read

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case, Person
from gk_desktop.domain.consent import Consent, ConsentStatus, QuotePermission
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import Participant
from gk_desktop.domain.form_kind import FormKind
from gk_desktop.domain.form_template import BLANK, read_template
from gk_desktop.domain.project import Project
from tests.services.test_minutes_templates import institute

CONSENTS = (FormKind.EXPERT, FormKind.PLAIN_LANGUAGE, FormKind.ORAL)
PROJECT = {
    "purpose": "Wie Bündnisse arbeiten",
    "client": "Ministerium für Beispiele",
    "institution": "Institut für Proben",
    "address": "Musterweg 1, 00000 Musterstadt",
    "researchers": "Erika Muster",
    "contact": "Telefon 000",
    "data_protection_officer": "Stelle für Datenschutz",
    "recipients": "das Projektteam",
    "recording_kept": "nach der Abschrift",
    "contact_data_kept": "Ende 2022",
    "text_kept": "zehn Jahre",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "profil") as opened:
        opened.keeping.change(Project, opened.projects.current().id, **PROJECT)
        yield opened


def written(workspace: Workspace, kind: FormKind, folder: Path, person: str = "") -> bytes:
    target = folder / f"{kind.value}.docx"
    workspace.forms.export(kind, target, person)
    return target.read_bytes()


CHECKLIST = {
    "1 Vorhaben, Auftraggeber*in, Einrichtung, Forschende": [
        "Ministerium für Beispiele", "Institut für Proben", "Musterweg 1", "Erika Muster"
    ],
    "2 Datenschutzbeauftragte": ["Stelle für Datenschutz"],
    "3 Zweck, Ablauf, Dauer": ["Wie Bündnisse arbeiten", "Minuten"],
    "4 Dokumentation in zwei Kästchen": ["☐"],
    "5 Arten der Daten, Art. 9 ausdrücklich": ["Herkunft", "Religion"],
    "6 Rechtsgrundlage": ["6", "9", "17"],
    "7 Empfänger": ["das Projektteam", "Ausländerbehörde|Behörden", "Jobcenter"],
    "8 Pseudonyme, Liste getrennt und verschlüsselt": ["Code", "Liste", "verschlüsselt"],
    "9 Fristen": ["nach der Abschrift", "Ende 2022", "zehn Jahre"],
    "10 Zitate mit, ohne, nach Freigabe": ["freigegeben|Freigabe|fragen Sie mich vorher"],
    "11 Archivierung": ["Archivierung|archiviert|andere forschen"],
    "12 Freiwillig, kein Nachteil, Widerruf": ["freiwillig", "Nachteil|Dann passiert nichts", "Telefon 000"],
    "13 Rechte und Beschwerde": ["15", "16|15 bis 18", "17|15 bis 18", "18", "20", "21", "LDI NRW"],
    "14 Ort, Datum, Unterschrift, Kopie, Sprache": ["Ort,", "Kopie", "Sprache|gedolmetscht"],
}  # fmt: skip


@pytest.mark.parametrize("item", CHECKLIST)
@pytest.mark.parametrize("kind", CONSENTS)
def test_consent_form_has_a_place_for_every_item_of_the_checklist(
    workspace: Workspace, tmp_path: Path, kind: FormKind, item: str
) -> None:
    text = body_text(written(workspace, kind, tmp_path))
    for wanted in CHECKLIST[item]:
        assert any(word in text for word in wanted.split("|")), wanted


def test_experts_say_whether_they_have_the_permission_they_need(workspace: Workspace, tmp_path: Path) -> None:
    assert "Aussagegenehmigung" in body_text(written(workspace, FormKind.EXPERT, tmp_path))


def test_oral_consent_is_read_out_witnessed_and_timed(workspace: Workspace, tmp_path: Path) -> None:
    text = body_text(written(workspace, FormKind.ORAL, tmp_path))
    for wanted in ("Zum Vorlesen", "Zeug*in", "Datum und Uhrzeit", "Vorgelesen von"):
        assert wanted in text


def test_participants_are_told_that_nothing_hangs_on_it(workspace: Workspace, tmp_path: Path) -> None:
    text = body_text(written(workspace, FormKind.PLAIN_LANGUAGE, tmp_path))
    assert "Ihr Aufenthalt hängt nicht von dem Gespräch ab." in text
    assert "kein Geld weniger" in text


def test_plain_language_keeps_its_sentences_short(workspace: Workspace) -> None:
    template = workspace.forms.template(FormKind.PLAIN_LANGUAGE)
    texts = [piece.text for piece in template.pieces[1:]]
    sentences = [part for text in texts for part in text.replace("?", ".").replace(":", ".").split(". ")]
    assert max(len(sentence.split()) for sentence in sentences) <= 14


@pytest.mark.parametrize("kind", FormKind)
def test_every_shipped_form_says_that_it_has_to_be_agreed_on(
    workspace: Workspace, tmp_path: Path, kind: FormKind
) -> None:
    text = body_text(written(workspace, kind, tmp_path))
    assert "vor Verwendung mit der/dem Datenschutzbeauftragten abstimmen" in text
    assert "{{" not in text


def test_sheets_say_what_one_needs_in_need(workspace: Workspace, tmp_path: Path) -> None:
    loss = body_text(written(workspace, FormKind.LOSS, tmp_path))
    assert "72 Stunden" in loss and "Art. 33" in loss and "Stelle für Datenschutz" in loss
    concept = body_text(written(workspace, FormKind.PROTECTION_CONCEPT, tmp_path))
    for honest in ("Namen der Kommunen", "SSD", "Sicherungen enthalten es noch", "nicht verschlüsselt", "Internet"):
        assert honest in concept
    assert "Drittländer" in body_text(written(workspace, FormKind.PROCESSING_RECORD, tmp_path))


def test_every_form_is_valid_and_accessible_as_word_and_pdf(workspace: Workspace, tmp_path: Path) -> None:
    files = []
    for kind in FormKind:
        content = written(workspace, kind, tmp_path)
        files.append(tmp_path / f"{kind.value}.docx")
        assert validation.xsd_errors(content) == [], kind
        assert accessibility_findings(content) == [], kind
        workspace.forms.export(kind, tmp_path / f"{kind.value}.pdf")
        spoken = read((tmp_path / f"{kind.value}.pdf").read_bytes())
        assert spoken.of_kind("H1"), kind
    assert validation.sdk_errors(*files) == []


def test_form_of_a_person_shows_code_form_and_text_version(workspace: Workspace, tmp_path: Path) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", case_code="FK01"))
    person = workspace.people.add(case=case, role="GfS")
    workspace.consents.add(Consent(person=person.id, language="Dari", interview_type="Telefongespräch"))
    text = whole_text(written(workspace, FormKind.EXPERT, tmp_path, person.id))
    for wanted in (person.code, "einwilligung_experten", "Textversion 1.0", "Dari", "Telefongespräch"):
        assert wanted in text
    assert "Musterkreis" not in text


def test_what_is_not_known_is_a_line_to_write_on(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "leer") as empty:
        lines = paragraphs(written(empty, FormKind.EXPERT, tmp_path))
    assert BLANK in lines
    assert lines[lines.index("Zweck und Thema") + 1] == BLANK


# --- Own templates -------------------------------------------------------------------------------------------------


def own(workspace: Workspace, folder: Path, text: str | bytes) -> Path:
    path = workspace.forms.edit_template(FormKind.EXPERT, folder)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(workspace: Workspace, target: Path) -> str:
    with pytest.raises(UserError) as caught:
        workspace.forms.export(FormKind.EXPERT, target)
    assert not target.exists()
    return str(caught.value)


HEAD = "Titel: Eigene\nTextversion: 7\n\n"


def test_own_template_is_a_copy_that_is_used_from_then_on(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.forms.own_template(FormKind.EXPERT) is None
    path = workspace.forms.edit_template(FormKind.EXPERT, tmp_path)
    text = "\ufeff" + HEAD + "Nur **dies** für {{Projekt}}.\r\n- Punkt\r\n___ Unterschrift einer Person mit Titel\n"
    path.write_bytes(text.encode())
    assert workspace.forms.edit_template(FormKind.EXPERT, tmp_path) == path
    text = whole_text(written(workspace, FormKind.EXPERT, tmp_path))
    assert "Textversion 7" in text
    assert f"Nur dies für {workspace.projects.current().name}." in text
    path.unlink()
    assert "Textversion 1.0" in whole_text(written(workspace, FormKind.EXPERT, tmp_path))


def test_versions_to_choose_from_are_those_of_templates_that_can_be_read(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.forms.text_versions() == ("1.0",)
    path = own(workspace, tmp_path, HEAD + "Text")
    assert workspace.forms.text_versions() == ("7", "1.0")
    path.write_text("kaputt", "utf-8")
    assert workspace.forms.text_versions() == ("1.0",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "fehlt oben die Zeile „Titel: …“"),
        (HEAD, "enthält keinen Text"),
        (
            HEAD + "Für {{Ortt}}.",
            "Den Platzhalter „{{Ortt}}“ in Zeile 4 der Vorlage gibt es nicht. Möglich sind: Projekt,",
        ),
        (HEAD + "Für {{Projekt.", "In Zeile 4 der Vorlage ist ein Platzhalter nicht geschlossen."),
        (HEAD + "#Falsch", "Zeile 4 der Vorlage beginnt mit #"),
        (HEAD + "### Zu tief\nText", "bevor es eine mit ## gibt"),
        (HEAD + "## Eins\n## Zwei\nText", "Auf die Überschrift in Zeile 4 der Vorlage folgt kein Text."),
        (HEAD + "| nur eine |", "keine Tabellenzeile"),
        (HEAD + "x" * 200_000, "länger als 200000 Zeichen"),
        (b"x" * 1_000_001, "zu groß"),
        ("Titel: Ä".encode("latin-1"), "keine Textdatei in der Kodierung UTF-8"),
        (b"PK\x03\x04\xff\xfe\x00", "keine Textdatei in der Kodierung UTF-8"),
    ],
)
def test_broken_template_is_refused_with_its_name_and_a_sentence(
    workspace: Workspace, tmp_path: Path, text: str | bytes, said: str
) -> None:
    own(workspace, tmp_path, text)
    sentence = refusal(workspace, tmp_path / "x.docx")
    assert sentence.startswith("einwilligung_experten.txt: ")
    assert said in sentence


def test_what_is_filled_in_is_never_read_as_a_sign(workspace: Workspace, tmp_path: Path) -> None:
    project = workspace.projects.current().id
    hostile = "**fett** {{Kontakt}} <w:p/> #eval(1) & [ ] | a |"
    workspace.keeping.change(Project, project, purpose=hostile)
    own(workspace, tmp_path, HEAD + "{{Zweck}}\n\n| Zweck | {{Zweck}} |\n")
    assert paragraphs(written(workspace, FormKind.EXPERT, tmp_path)).count(hostile) == 2
    workspace.forms.export(FormKind.EXPERT, tmp_path / "x.pdf")
    assert hostile in read((tmp_path / "x.pdf").read_bytes()).paragraphs


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_template_brings_down_the_program(text: str) -> None:
    try:
        template = read_template(HEAD + text)
    except UserError:
        return
    assert template.pieces


# --- Quotes in minutes ---------------------------------------------------------------------------------------------

_GIVEN_ON = date(2021, 3, 1)
_SAID = st.fixed_dictionaries(
    {
        "status": st.sampled_from([None, *ConsentStatus]),
        "quotes": st.sampled_from(QuotePermission),
        "withdrawn": st.booleans(),
        "released": st.booleans(),
        "restricted": st.booleans(),
        "linked": st.booleans(),
    }
)


@given(said=_SAID)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_literal_quote_reaches_others_without_a_recorded_permission(
    workspace: Workspace, tmp_path: Path, said: dict[str, Any]
) -> None:
    event = create_event(workspace)
    restricted = _GIVEN_ON if said["restricted"] else None
    (person,) = create(workspace, Person(code="FK09-TR-A1", restricted_since=restricted))
    linked = person.id if said["linked"] else ""
    (speaker,) = create(workspace, Participant(event=event.id, label="Frau Q", person=linked))
    released = _GIVEN_ON if said["released"] else None
    words = [("Zitronensorbet", EntryKind.QUOTE), ("Pfirsichbowle", EntryKind.STATEMENT)]
    spoken = [Entry(kind=kind, text=text, speaker=speaker.id, quote_released_on=released) for text, kind in words]
    create_entries(workspace, event.id, spoken)
    if said["status"]:
        withdrawn_on = _GIVEN_ON if said["withdrawn"] or said["status"] is ConsentStatus.WITHDRAWN else None
        answer = {"status": said["status"], "quotes": said["quotes"]}
        create(workspace, Consent(person=person.id, given_on=_GIVEN_ON, withdrawn_on=withdrawn_on, **answer))
    permitted = (
        said["linked"]
        and not said["restricted"]
        and said["status"] is ConsentStatus.GIVEN
        and not said["withdrawn"]
        and (
            said["quotes"] is QuotePermission.YES
            or (said["quotes"] is QuotePermission.AFTER_RELEASE and said["released"])
        )
    )
    text = everything_in(*exported(workspace, event.id, COURSE, OUTSIDE, tmp_path))
    assert ("Zitronensorbet" in text) is bool(permitted)
    assert ("Pfirsichbowle" in text) is not (said["restricted"] and said["linked"])


@pytest.mark.parametrize("kind", FormKind)
def test_forms_are_written_on_the_template_that_is_chosen_for_the_project(
    workspace: Workspace, tmp_path: Path, kind: FormKind
) -> None:
    assert "Institut für Proben am Kopf" not in whole_text(written(workspace, kind, tmp_path))
    workspace.templates.choose(workspace.templates.add(institute(tmp_path, head="Institut für Proben am Kopf")).name)
    content = written(workspace, kind, tmp_path)
    assert "Institut für Proben am Kopf" in whole_text(content)
    assert validation.xsd_errors(content) == []


def test_what_the_chosen_template_lacks_is_said(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.forms.export(FormKind.EXPERT, tmp_path / "x.docx").report.sentence == ""
    workspace.templates.choose(workspace.templates.add(without_header(tmp_path)).name)
    assert "fehl" in workspace.forms.export(FormKind.EXPERT, tmp_path / "x.docx").report.sentence
    log = tmp_path / "log.docx"
    assert "fehl" in workspace.forms.export_deletion_log(log).report.sentence


def test_two_boxes_of_one_line_stand_beside_each_other(workspace: Workspace, tmp_path: Path) -> None:
    lines = paragraphs(written(workspace, FormKind.EXPERT, tmp_path))
    (yes_or_no, _again) = [line for line in lines if line.endswith("nein")]
    assert yes_or_no.count("\u2610") == 2
    assert "[" not in yes_or_no


@pytest.mark.parametrize(("kind", "pages"), [(FormKind.EXPERT, 2), (FormKind.ORAL, 2), (FormKind.PROCESSING_RECORD, 1)])
def test_nobody_signs_a_page_that_holds_nothing_but_the_signature(
    workspace: Workspace, tmp_path: Path, kind: FormKind, pages: int
) -> None:
    target = tmp_path / "x.pdf"
    workspace.forms.export(kind, target)
    with pikepdf.open(target) as document:
        assert len(document.pages) == pages
