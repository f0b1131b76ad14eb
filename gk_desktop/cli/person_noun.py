"""gk-desktop person …"""

from typing import Any, cast

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.i18n import _
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.identity_session import add_identity_options, workspace_with_names
from gk_desktop.cli.person_rights_verbs import add_rights_verbs
from gk_desktop.cli.record_fields import as_object, as_text, resolve
from gk_desktop.cli.record_nouns import add_bin_option, add_common_verbs
from gk_desktop.cli.session import Session
from gk_desktop.domain.case import Case, Institution, Person


def add_person_noun(verbs: Verbs) -> None:
    listing = verbs.add("list", _("Personen mit Code und Rolle; mit Schlüsseldatei auch die Namen"), _list)
    add_bin_option(listing)
    listing.add_argument("--case", metavar="ID", help=_("nur dieses Falls"))
    add_identity_options(listing)
    adding = verbs.add("add", _("Person anlegen; den Code vergibt das Programm"), _add)
    adding.add_argument("--case", required=True, metavar="ID", help=_("Fall oder Fallkürzel"))
    adding.add_argument("--role", required=True, metavar="ROLLE", help=_("zum Beispiel GfS, TR oder TN"))
    adding.add_argument("--institution", metavar="ID", help=_("Institution"))
    showing = verbs.add("show", _("zeigen; mit Schlüsseldatei auch Name und Kontakte"), _show)
    showing.add_argument("id", metavar="ID")
    add_identity_options(showing)
    add_common_verbs(verbs, Person, without=("show",))
    add_rights_verbs(verbs)


def _list(session: Session) -> None:
    with workspace_with_names(session, needed=False) as workspace:
        arguments, records = session.arguments, workspace.records
        wanted = {"case": resolve("case", arguments.case, records).id} if arguments.case else {}
        found = records.find(Person, order_by=["code"], deleted=arguments.deleted, **wanted)
        session.answer_list(
            [_object(person, workspace) for person in found],
            [_line(person, workspace) for person in found],
            nothing=_("Noch niemand angelegt."),
        )


def _line(person: Person, workspace: Workspace) -> str:
    parts = [person.code, person.institution_type]
    if workspace.identities.is_open:
        name = workspace.identities.shown_name(person)
        parts.insert(1, name if name != person.code else "–")
    return "  ".join(part for part in parts if part)


def _object(person: Person, workspace: Workspace) -> dict[str, Any]:
    """With `name` only while the Schlüsseldatei is open."""
    shown = as_object(person)
    if workspace.identities.is_open:
        identity = workspace.identities.identity(person.id)
        shown["name"] = identity.full_name if identity else ""
    return shown


def _add(session: Session) -> None:
    with session.workspace() as workspace:
        arguments, records = session.arguments, workspace.records
        case = records.get(Case, resolve("case", arguments.case, records).id)
        institution = None
        if arguments.institution:
            institution = records.get(Institution, resolve("institution", arguments.institution, records).id)
        person = workspace.people.add(case=case, role=arguments.role, institution=institution)
        session.answer(as_object(person), person.code)


def _show(session: Session) -> None:
    with workspace_with_names(session, needed=False) as workspace:
        person = cast(Person, resolve("person", session.arguments.id, workspace.records))
        shown, lines = _object(person, workspace), [as_text(person)]
        identity = workspace.identities.identity(person.id)
        notes = workspace.identities.contacts_of(person.id)
        if workspace.identities.is_open:
            shown["identity"] = as_object(identity) if identity else None
            shown["contacts"] = [as_object(note) for note in notes]
            lines += [as_text(item) for item in (identity, *notes) if item is not None]
        session.answer(shown, "\n\n".join(lines))
