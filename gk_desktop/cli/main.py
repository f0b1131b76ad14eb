"""The command line: noun, verb, answer, exit status (0 done, 1 one German sentence on stderr, 2 usage)."""

import argparse
import io
import sys
from collections.abc import Sequence

from gk_desktop import __version__
from gk_desktop.base.crash_report import write_crash_report
from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.cli.capture_verb import add_capture_options, capture
from gk_desktop.cli.commands import Verbs, add_command, add_common_options
from gk_desktop.cli.consent_noun import add_consent_noun
from gk_desktop.cli.entry_nouns import add_decision_noun, add_entry_noun, add_task_noun
from gk_desktop.cli.export_nouns import add_backup_noun, add_plan_noun, add_search_options, search
from gk_desktop.cli.german_argparse import speak_german
from gk_desktop.cli.identity_nouns import add_contacts_noun, add_keyfile_noun
from gk_desktop.cli.minutes_noun import add_minutes_noun
from gk_desktop.cli.names_noun import add_names_noun
from gk_desktop.cli.person_noun import add_person_noun
from gk_desktop.cli.project_noun import add_project_noun
from gk_desktop.cli.record_nouns import add_record_nouns
from gk_desktop.cli.session import Session
from gk_desktop.cli.template_noun import add_template_noun


def make_parser() -> argparse.ArgumentParser:
    speak_german()
    parser = argparse.ArgumentParser(
        prog="gk-desktop",
        description=_("GK Feldbuch: Feldnotizen für die formative Evaluation, offline und verschlüsselt."),
        epilog=_("Ohne Befehl, oder mit dem Befehl gui, öffnet sich das Fenster."),
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"GK Feldbuch {__version__}",
        help=_("die Fassung des Programms zeigen"),
    )
    add_common_options(parser)
    parsers = parser.add_subparsers(metavar=_("BEFEHL"), required=True, title=_("Befehle"))

    def add_noun(noun: str, summary: str) -> Verbs:
        return Verbs(parsers.add_parser(noun, help=summary, description=summary, allow_abbrev=False))

    add_project_noun(add_noun("project", _("das Projekt als Ganzes")))
    add_record_nouns(add_noun)
    add_person_noun(add_noun("person", _("Personen mit Code und Rolle")))
    add_keyfile_noun(add_noun("keyfile", _("Schlüsseldatei: wer sich hinter den Codes verbirgt")))
    add_contacts_noun(add_noun("contacts", _("Kontakte aus Excel und CSV")))
    add_consent_noun(add_noun("consent", _("Einwilligungen, Löschfristen und Formulare")))
    add_entry_noun(add_noun("entry", _("Einträge der Mitschrift")))
    add_task_noun(add_noun("task", _("Aufträge")))
    add_decision_noun(add_noun("decision", _("Beschlüsse")))
    add_minutes_noun(add_noun("minutes", _("Protokolle")))
    add_template_noun(add_noun("template", _("Word-Vorlagen für Protokolle")))
    add_names_noun(add_noun("names", _("Namen prüfen, bevor etwas das Haus verlässt")))
    add_plan_noun(add_noun("plan", _("Meilensteinplan")))
    add_backup_noun(add_noun("backup", _("Sicherungen")))
    add_capture_options(add_command(parsers, "capture", _("mitschreiben: Zeile für Zeile"), capture))
    add_search_options(add_command(parsers, "search", _("in allem suchen"), search))
    return parser


def run(words: Sequence[str]) -> int:
    """Carry out one command. Returns the exit status; usage errors leave by SystemExit with 2."""
    _speak_utf8()
    session = Session(make_parser().parse_args(words))
    try:
        return session.arguments.handler(session) or 0
    except UserError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print(_("Abgebrochen. Alles bestätigt Gespeicherte ist sicher."), file=sys.stderr)
    except Exception as error:  # noqa: BLE001 - the outermost edge: nothing may reach the screen with people's words
        report = write_crash_report(error, session.profile)
        print(
            _("GK Feldbuch ist auf einen eigenen Fehler gestoßen. Gespeichertes ist sicher. Bericht: {file}").format(
                file=report or _("nicht möglich")
            ),
            file=sys.stderr,
        )
    return 1


def _speak_utf8() -> None:
    """A Windows console may be set to another encoding than the one promised."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
