"""gk-desktop names …: which names stand in what a class would show, and what was decided about them."""

import argparse
from typing import Any, Final

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _, ngettext
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.identity_session import add_identity_options, workspace_with_names
from gk_desktop.cli.record_fields import as_object, resolve
from gk_desktop.cli.session import Session
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.services.name_check import NAME_SOURCES, NameCheck, NameHit

_VERDICTS: Final = {
    "ersetzen": NameVerdict.REPLACE,
    "kein-name": NameVerdict.HARMLESS,
    "bleibt-stehen": NameVerdict.LEFT_IN,
}
_CHECKED: Final = (ExportClass.PSEUDONYMISIERT, ExportClass.VERTEILER)


def add_names_noun(verbs: Verbs) -> None:
    _add_document(
        verbs.add("check", _("Namen in dem, was eine Klasse zeigen würde; Status 0: keiner ungeklärt"), _check)
    )
    deciding = verbs.add("decide", _("über einen Treffer entscheiden"), _decide)
    _add_document(deciding)
    deciding.add_argument("--word", required=True, metavar="WORT", help=_("wie es im Text steht"))
    deciding.add_argument("--where", metavar="NUMMER", help=_("nur in diesem Eintrag oder Feld, wie check es nennt"))
    deciding.add_argument("--verdict", required=True, choices=list(_VERDICTS), help=_("Entscheidung"))
    deciding.add_argument("--replacement", default="", metavar="TEXT", help=_("eigener Ersatz statt des Vorschlags"))
    deciding.add_argument("--reason", default="", metavar="TEXT", help=_("Begründung; nötig, wenn er stehen bleibt"))
    _add_document(verbs.add("accept", _("alle ungeklärten Treffer wie vorgeschlagen ersetzen"), _accept))
    listing = verbs.add("list", _("was entschieden wurde, mit Begründungen"), _list)
    _add_event(listing)


def _add_event(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--event", metavar="ID", help=_("Veranstaltung; ohne Angabe Aufträge, die aus keiner Veranstaltung sind")
    )


def _add_document(parser: argparse.ArgumentParser) -> None:
    _add_event(parser)
    parser.add_argument(
        "--class",
        dest="export_class",
        choices=[item.value for item in _CHECKED],
        default=ExportClass.PSEUDONYMISIERT.value,
        help=_("Klasse; ohne Angabe PSEUDONYMISIERT"),
    )
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in MinutesKind],
        default=MinutesKind.COURSE.value,
        help=_("Protokollart; ohne Angabe verlauf"),
    )
    add_identity_options(parser)


def _document(session: Session) -> tuple[ExportClass, MinutesKind]:
    """What belongs to no event is a list of tasks."""
    kind = MinutesKind(session.arguments.kind) if session.arguments.event else MinutesKind.TASK_LIST
    return ExportClass(session.arguments.export_class), kind


def _event_of(session: Session, workspace: Workspace) -> str:
    """Empty for what belongs to no event. Raises `UserError` if there is no such event."""
    named = session.arguments.event
    return resolve("event", named, workspace.records).id if named else ""


def _check(session: Session) -> None:
    export_class, kind = _document(session)
    with workspace_with_names(session, needed=False) as workspace:
        event = _event_of(session, workspace)
        check = workspace.name_checks.of(event, export_class, kind)
        older = workspace.identities.age_warning
    lines = [*map(_hit_line, check.hits), *filter(None, [older]), check.sentence]
    session.answer(
        {
            "event": event,
            "class": export_class.value,
            "kind": kind.value,
            "checked": check.is_possible,
            "warning": older,
            "open": len(check.open_hits),
            "hits": [_hit_object(hit) for hit in check.hits],
        },
        "\n".join(lines if check.is_settled else lines[:-1]) or check.sentence,
    )
    if not check.is_settled:
        raise UserError(check.sentence, _way_out(check))


def _way_out(check: NameCheck) -> str:
    if not check.is_possible:
        return _("Nennen Sie mit --identity-passphrase-file die Passphrase der Schlüsseldatei.")
    if not check.open_hits:
        return _("Nehmen Sie die neueste Schlüsseldatei, oder tragen Sie die fehlenden Namen nach.")
    return _("Entscheiden Sie mit „names decide“, oder nehmen Sie mit „names accept“ alle Vorschläge an.")


def _hit_object(hit: NameHit) -> dict[str, Any]:
    return {
        "word": hit.word,
        "where": hit.where,
        "sentence": hit.sentence,
        "start": hit.start,
        "end": hit.end,
        "source": _(NAME_SOURCES[hit.source]),
        "proposal": hit.proposal,
        "ambiguous": hit.is_ambiguous,
        "open": hit.is_open,
        "decision": hit.decision.verdict.value if hit.decision else None,
    }


def _hit_line(hit: NameHit) -> str:
    state = hit.decision.verdict.value if hit.decision else _("ungeklärt") if hit.is_open else _("wird ersetzt")
    parts = (hit.where, hit.word, f"→ {hit.proposal}", f"({_(NAME_SOURCES[hit.source])})", state, hit.sentence)
    return "  ".join(parts).replace("\n", " · ")


def _decide(session: Session) -> None:
    arguments = session.arguments
    export_class, kind = _document(session)
    with workspace_with_names(session, needed=True) as workspace:
        event = _event_of(session, workspace)
        check = workspace.name_checks.of(event, export_class, kind)
        chosen = [hit for hit in check.hits if hit.word == arguments.word and arguments.where in (None, hit.where)]
        if not chosen:
            raise UserError(
                _("Einen Treffer „{word}“ gibt es nicht.").format(word=arguments.word),
                _("„names check“ zeigt alle, so wie sie im Text stehen."),
            )
        workspace.name_checks.decide(
            event,
            chosen,
            _VERDICTS[arguments.verdict],
            export_class,
            replacement=arguments.replacement,
            reason=arguments.reason,
        )
        left = len(workspace.name_checks.of(event, export_class, kind).open_hits)
    _answer_decided(session, len(chosen), left)


def _accept(session: Session) -> None:
    export_class, kind = _document(session)
    with workspace_with_names(session, needed=True) as workspace:
        event = _event_of(session, workspace)
        count = workspace.name_checks.accept_proposals(event, export_class, kind)
    _answer_decided(session, count, 0)


def _answer_decided(session: Session, decided: int, left: int) -> None:
    sentence = ngettext(
        "{count} Treffer entschieden, {left} noch ungeklärt.",
        "{count} Treffer entschieden, {left} noch ungeklärt.",
        decided,
    )
    session.answer({"decided": decided, "open": left}, sentence.format(count=decided, left=left))


def _list(session: Session) -> None:
    with session.workspace() as workspace:
        event = _event_of(session, workspace)
        found = workspace.name_checks.decisions(event)
        session.answer_list(map(as_object, found), map(_line, found), nothing=_("Noch nichts entschieden."))


def _line(decision: NameDecision) -> str:
    what = decision.word or _("trotz ungeklärter Namen ausgegeben")
    parts = (
        what,
        decision.verdict.value if decision.word else "",
        decision.replacement,
        decision.reason,
        decision.decided_by,
    )
    return "  ".join(part for part in parts if part).replace("\n", " · ")
