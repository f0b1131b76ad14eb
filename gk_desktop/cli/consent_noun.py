"""gk-desktop consent …, and the sheets of the project."""

from pathlib import Path
from typing import Any, Final

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.record_fields import add_field_options, as_object, as_text, given_values, resolve
from gk_desktop.cli.record_nouns import add_bin_option, add_common_verbs
from gk_desktop.cli.session import Session
from gk_desktop.domain.consent import Consent, Deletion
from gk_desktop.domain.day_texts import day_of, day_text
from gk_desktop.domain.due_deletions import KEPT_DATA_LABELS, DueDeletion, KeptData
from gk_desktop.domain.form_kind import PERSONAL_FORMS, FormKind

_DATA: Final = {_(label).casefold(): data for data, label in KEPT_DATA_LABELS.items()}


def add_consent_noun(verbs: Verbs) -> None:
    listing = verbs.add("list", _("Einwilligungen, nach Personen"), _list)
    listing.add_argument("--person", metavar="CODE", help=_("nur dieser Person"))
    add_bin_option(listing)
    adding = verbs.add("add", _("Einwilligung eintragen"), _add)
    add_field_options(adding, Consent)
    setting = verbs.add("set", _("Einwilligung ändern"), _set)
    setting.add_argument("id", metavar="ID")
    add_field_options(setting, Consent)
    withdrawing = verbs.add("withdraw", _("Widerruf eintragen; er gilt für die Zukunft"), _withdraw)
    withdrawing.add_argument("id", metavar="ID|CODE", help=_("Einwilligung, oder Person mit Code"))
    withdrawing.add_argument("--on", metavar="TT.MM.JJJJ", help=_("Tag des Widerrufs; ohne Angabe heute"))
    withdrawing.add_argument("--scope", default="", metavar="TEXT", help=_("Umfang des Widerrufs"))
    _add_deletion_verbs(verbs)
    form = verbs.add("form", _("Einwilligung oder Information zum Ausdrucken"), _print_form)
    form.add_argument(
        "kind", metavar="ART", choices=[kind.value for kind in PERSONAL_FORMS], help=_kinds(PERSONAL_FORMS)
    )
    form.add_argument("--person", metavar="CODE", help=_("Person, deren Code und Angaben eingetragen werden"))
    _add_output(form)
    add_common_verbs(verbs, Consent)


def _add_deletion_verbs(verbs: Verbs) -> None:
    due = verbs.add("due", _("was zu löschen ist, Überfälliges zuerst"), _due)
    due.add_argument("--all", action="store_true", help=_("auch, was erst in mehr als 30 Tagen fällig ist"))
    deleted = verbs.add("deleted", _("eine Löschung ins Löschprotokoll eintragen"), _mark_deleted)
    deleted.add_argument("id", metavar="ID|CODE", help=_("Einwilligung, oder Person mit Code"))
    deleted.add_argument("what", metavar="WAS", choices=list(_DATA), help=", ".join(_DATA))
    deleted.add_argument("--on", metavar="TT.MM.JJJJ", help=_("gelöscht am; ohne Angabe heute"))
    deleted.add_argument("--by", default="", metavar="TEXT", help=_("durch; ohne Angabe Ihr Kürzel"))
    deleted.add_argument("--cause", default="", metavar="TEXT", help=_("Anlass; ohne Angabe die Löschfrist"))
    log = verbs.add("log", _("Löschprotokoll, die letzte Löschung zuerst"), _log)
    log.add_argument("-o", "--output", metavar="DATEI", help=_("auch als Datei (.docx, .pdf)"))


def add_sheet_verb(verbs: Verbs) -> None:
    """Of the noun project."""
    sheets = [kind for kind in FormKind if kind not in PERSONAL_FORMS]
    sheet = verbs.add("sheet", _("Merkblatt zum Datenschutz als Word- oder PDF-Dokument"), _print_form)
    sheet.add_argument("kind", metavar="ART", choices=[kind.value for kind in sheets], help=_kinds(sheets))
    _add_output(sheet)


def _kinds(kinds: Any) -> str:
    return ", ".join(kind.value for kind in kinds)


def _add_output(parser: Any) -> None:
    parser.add_argument("-o", "--output", required=True, metavar="DATEI", help=_("Datei (.docx, .pdf) oder Ordner"))


def _line(consent: Consent, workspace: Workspace) -> str:
    day = consent.withdrawn_on or consent.given_on
    said = day_text(day) if day else "–"
    code = workspace.consents.code_of(consent)
    return f"{code}  {consent.status.value}  {said}  {consent.quotes.value}  {consent.id}"


def _object(consent: Consent, workspace: Workspace) -> dict[str, Any]:
    return {**as_object(consent), "counts": workspace.consents.counts(consent)}


def _list(session: Session) -> None:
    with session.workspace() as workspace:
        records, wanted = workspace.records, session.arguments.person
        found = records.find(Consent, deleted=True) if session.arguments.deleted else workspace.consents.all()
        if wanted:
            person = resolve("person", wanted, records)
            found = [consent for consent in found if consent.person == person.id]
        lines = [_line(consent, workspace) for consent in found]
        objects = [_object(consent, workspace) for consent in found]
        session.answer_list(objects, lines, nothing=_("Noch keine Einwilligung eingetragen."))


def _add(session: Session) -> None:
    with session.workspace() as workspace:
        consent = workspace.consents.add(Consent(**given_values(session.arguments, Consent, workspace.records)))
        session.answer(_object(consent, workspace), _line(consent, workspace))


def _set(session: Session) -> None:
    with session.workspace() as workspace:
        consent = resolve("consent", session.arguments.id, workspace.records)
        values = given_values(session.arguments, Consent, workspace.records)
        changed = workspace.consents.change(consent.id, **values)
        session.answer(_object(changed, workspace), as_text(changed))


def _named_consent(session: Session, workspace: Workspace) -> Consent:
    """By its id, or the one that counts of a person. Raises `UserError`."""
    named: str = session.arguments.id
    found = workspace.records.look_up(Consent, named)
    if found is not None:
        return found
    person = resolve("person", named, workspace.records)
    current = workspace.consents.current(person.id)
    if current is None:
        raise UserError(
            _("Für {code} ist keine Einwilligung eingetragen.").format(code=named),
            _("„consent add“ trägt eine ein."),
        )
    return current


def _withdraw(session: Session) -> None:
    arguments = session.arguments
    with session.workspace() as workspace:
        consent = _named_consent(session, workspace)
        on = day_of(arguments.on) if arguments.on else None
        withdrawn = workspace.consents.withdraw(consent.id, on=on, scope=arguments.scope)
        session.answer(_object(withdrawn, workspace), _line(withdrawn, workspace))


def _due(session: Session) -> None:
    with session.workspace() as workspace:
        consents = workspace.consents
        found = consents.due() if session.arguments.all else consents.due_soon()
        objects = [_due_object(item, workspace) for item in found]
        lines = [
            f"{day_text(item.day)}  {item.code}  {_label(item)}  {item.urgency(consents.today).value}" for item in found
        ]
        session.answer_list(objects, lines, nothing=_("Zurzeit ist nichts zu löschen."))


def _label(item: DueDeletion) -> str:
    return _(KEPT_DATA_LABELS[item.data])


def _due_object(item: DueDeletion, workspace: Workspace) -> dict[str, str]:
    return {
        "consent": item.consent,
        "code": item.code,
        "what": _label(item),
        "by": item.day.isoformat(),
        "urgency": item.urgency(workspace.consents.today).value,
    }


def _mark_deleted(session: Session) -> None:
    arguments = session.arguments
    with session.workspace() as workspace:
        consent = _named_consent(session, workspace)
        data: KeptData = _DATA[arguments.what]
        on = day_of(arguments.on) if arguments.on else None
        deletion = workspace.consents.mark_deleted(consent.id, data, on=on, by=arguments.by, cause=arguments.cause)
        session.answer(as_object(deletion), _deletion_line(deletion))


def _deletion_line(deletion: Deletion) -> str:
    day = day_text(deletion.done_on) if deletion.done_on else "–"
    return f"{day}  {deletion.code or '–'}  {deletion.subject}  {deletion.cause}  {deletion.done_by}"


def _log(session: Session) -> None:
    with session.workspace() as workspace:
        if session.arguments.output:
            workspace.forms.export_deletion_log(Path(session.arguments.output))
        found = workspace.consents.deletions()
        session.answer_list(
            map(as_object, found), map(_deletion_line, found), nothing=_("Noch ist keine Löschung eingetragen.")
        )


def _print_form(session: Session) -> None:
    arguments = session.arguments
    with session.workspace() as workspace:
        named = getattr(arguments, "person", None)
        person = resolve("person", named, workspace.records).id if named else ""
        kind = FormKind(arguments.kind)
        written = workspace.forms.export(kind, Path(arguments.output), person)
        version = workspace.forms.template(kind).text_version
    sentence = _("Gespeichert: {file} (Textversion {version}).").format(file=written.file, version=version)
    session.answer(
        {"file": str(written.file), "form": kind.value, "text_version": version, **written.report.as_object()},
        f"{sentence} {written.report.sentence}".strip(),
    )
