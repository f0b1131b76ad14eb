"""Auskunft nach Art. 15 DSGVO, and the sheet on what was done for a person, as neutral trees. Print what they get."""

from collections.abc import Iterator
from typing import Final

from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.tree import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Table,
    TableStyle,
)
from gk_desktop.domain.day_texts import day_text
from gk_desktop.domain.person_dossier import PERSON_DATA_LABELS, DossierItem, PersonData
from gk_desktop.domain.person_report import PersonReport, RightsRecord
from gk_desktop.domain.person_rights import COMPLAINT, RIGHTS

_MISSING: Final = N_("im Projekt noch nicht eingetragen")
_SOURCE: Final = N_(
    "Von Ihnen selbst in Gesprächen, Veranstaltungen und im Schriftwechsel; aus dem, was andere dort über Sie gesagt"
    " haben; aus öffentlich bekannten Angaben zu Ihrer Funktion."
)


def build(report: PersonReport) -> Document:
    title = _("Auskunft über gespeicherte Daten")
    return Document(
        title=title,
        author=report.project.institution or _("GK Feldbuch"),
        created=report.made_at.astimezone(),
        subject=_("Auskunft nach Art. 15 DSGVO"),
        header_left=_("Auskunft nach Art. 15 DSGVO · vertraulich"),
        header_right=report.code,
        footer=_("Stand {day}").format(day=day_text(report.made_at)),
        blocks=_blocks(report, title),
    )


def _blocks(report: PersonReport, title: str) -> Iterator[Block]:
    yield _paragraph(ParagraphStyle.TITLE, title)
    yield _paragraph(ParagraphStyle.SUBTITLE, _("nach Art. 15 DSGVO, Stand {day}").format(day=day_text(report.made_at)))
    yield _paragraph(ParagraphStyle.BODY, _("Auskunft für: {who}").format(who=report.name or report.code))
    yield Heading(1, _("Angaben zur Verarbeitung"))
    yield _processing(report)
    yield Heading(1, _("Ihre Rechte"))
    for right in (*RIGHTS, COMPLAINT):
        yield _paragraph(ParagraphStyle.BULLET, _(right))
    yield Heading(1, _("Ihre Daten"))
    yield _paragraph(
        ParagraphStyle.BODY,
        _("Namen und Codes anderer Personen sind ersetzt, um deren Rechte zu wahren (Art. 15 Abs. 4 DSGVO)."),
    )
    for gap in report.dossier.gaps:
        yield _paragraph(ParagraphStyle.HINT, gap)
    for data, items in report.dossier.groups:
        yield Heading(2, _(PERSON_DATA_LABELS[data]))
        yield _listing(data, items)


def _processing(report: PersonReport) -> Table:
    project = report.project
    groups = report.dossier.groups
    kept = (
        (_("Tonaufnahmen"), project.recording_kept),
        (_("Kontaktdaten und Schlüssel"), project.contact_data_kept),
        (_("pseudonymisierter Text"), project.text_kept),
    )
    rows = (
        (_("Verantwortlich"), _lines(project.institution, project.address)),
        (_("Vorhaben"), _lines(project.name, project.client)),
        (_("Kontakt"), project.contact),
        (_("Datenschutzbeauftragte*r"), project.data_protection_officer),
        (_("Zwecke"), project.purpose),
        (_("Kategorien der Daten"), ", ".join(_(PERSON_DATA_LABELS[data]) for data, _items in groups)),
        (_("Empfänger*innen"), project.recipients),
        (_("Speicherdauer"), "\n".join(f"{what}: {until or _(_MISSING)}" for what, until in kept)),
        (_("Herkunft der Daten"), _(_SOURCE)),
        (_("Automatisierte Entscheidungen"), _("Es gibt keine, auch kein Profiling (Art. 22 DSGVO).")),
    )
    return Table(
        columns=(Column(50), Column(115)),
        rows=((label, text or _(_MISSING)) for label, text in rows),
        caption=_("Angaben zur Verarbeitung"),
        description=_("Links die Angabe, rechts, was dazu gilt."),
        style=TableStyle.HEAD_DATA,
        header_column=True,
    )


def _listing(data: PersonData, items: list[DossierItem]) -> Table:
    label = _(PERSON_DATA_LABELS[data])
    return Table(
        columns=(Column(50, _("Wo")), Column(115, _("Was dort steht"))),
        rows=(((Run(item.place, RunStyle.STRONG),), item.text) for item in items),
        caption=label,
        description=_("Je Zeile eine Stelle: wo sie ist und was dort steht."),
    )


def build_record(record: RightsRecord) -> Document:
    title = _("Vermerk: Rechte einer Person")
    return Document(
        title=f"{title}, {record.code}",
        author=_("GK Feldbuch"),
        created=record.made_at.astimezone(),
        header_left=_("INTERN"),
        header_right=record.code,
        footer=_("Stand {day}").format(day=day_text(record.made_at)),
        blocks=_record_blocks(record, title),
    )


def _record_blocks(record: RightsRecord, title: str) -> Iterator[Block]:
    yield _paragraph(ParagraphStyle.TITLE, title)
    yield _paragraph(ParagraphStyle.SUBTITLE, record.title)
    yield _paragraph(
        ParagraphStyle.BODY,
        _("Code {code}, am {day} durch {by}").format(
            code=record.code, day=day_text(record.made_at), by=record.made_by or "–"
        ),
    )
    for sentence in record.sentences:
        yield _paragraph(ParagraphStyle.BULLET, sentence)
    for label in (_("Ort, Datum"), _("Unterschrift")):
        yield Paragraph(ParagraphStyle.SIGNATURE, (Run(f"{label}\t\t"),))


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _paragraph(style: ParagraphStyle, text: str) -> Paragraph:
    return Paragraph(style, (Run(text),))
