"""gk-desktop template: Word templates for minutes. Looking at a file needs no project."""

from pathlib import Path
from typing import Any

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.cli.commands import Verbs
from gk_desktop.cli.session import Session
from gk_desktop.services.minutes_templates import MinutesTemplate, check


def add_template_noun(verbs: Verbs) -> None:
    verbs.add("list", _("alle Vorlagen, die mitgelieferte zuerst"), _list)
    checking = verbs.add("check", _("prüfen, was einer Datei als Vorlage fehlt; braucht kein Projekt"), _check)
    checking.add_argument("file", metavar="DATEI", help=_("Word-Dokument (.docx)"))
    adding = verbs.add("add", _("eine Datei prüfen und zu den Vorlagen legen"), _add)
    adding.add_argument("file", metavar="DATEI", help=_("Word-Dokument (.docx)"))
    adding.add_argument("--replace", action="store_true", help=_("eine Vorlage gleichen Namens ersetzen"))
    for verb, summary, handler in (
        ("use", _("Word-Protokolle dieses Projekts auf dieser Vorlage schreiben"), _use),
        ("remove", _("eine hinzugefügte Vorlage löschen"), _remove),
    ):
        verbs.add(verb, summary, handler).add_argument("name", metavar="NAME", help=_("Name aus template list"))
    sample = verbs.add("sample", _("das Protokoll der erfundenen Beispielsitzung auf einer Vorlage"), _sample)
    sample.add_argument("name", metavar="NAME|DATEI", help=_("Name aus template list, oder eine Datei"))
    saving = verbs.add("save", _("die mitgelieferte Vorlage als Ausgangspunkt speichern"), _save)
    guide = verbs.add("guide", _("Leitfaden: so bauen Sie eine eigene Vorlage"), _guide)
    for parser in (sample, saving, guide):
        parser.add_argument("-o", "--output", required=True, metavar="DATEI", help=_("Word-Dokument (.docx)"))


def _object(template: MinutesTemplate) -> dict[str, Any]:
    return {
        "name": template.name,
        "file": str(template.path),
        "shipped": template.is_shipped,
        "chosen": template.is_chosen,
        "missing": template.is_missing,
    }


def _line(template: MinutesTemplate) -> str:
    return f"{'*' if template.is_chosen else ' '} {template.name}  {template.title}"


def _list(session: Session) -> None:
    with session.workspace() as workspace:
        templates = workspace.templates.all()
    session.answer_list(map(_object, templates), map(_line, templates), nothing="")


def _check(session: Session) -> None:
    file = Path(session.arguments.file)
    checked = check(file)
    if not checked.is_usable:
        raise UserError(checked.findings[0].sentence)
    findings = [{"level": finding.level.value, "text": finding.sentence} for finding in checked.findings]
    session.answer(
        {"file": str(file), "usable": True, "hints": checked.hints, "findings": findings},
        "\n".join(f"{_(finding.level.value)}: {finding.sentence}" for finding in checked.findings),
    )


def _add(session: Session) -> None:
    with session.workspace() as workspace:
        added = workspace.templates.add(Path(session.arguments.file), replace=session.arguments.replace)
    session.answer(_object(added), _("„{name}“ ist geprüft und liegt bei den Vorlagen.").format(name=added.name))


def _use(session: Session) -> None:
    with session.workspace() as workspace:
        chosen = workspace.templates.choose(session.arguments.name)
    sentence = _("Word-Protokolle dieses Projekts entstehen jetzt auf „{name}“.").format(name=chosen.title)
    session.answer(_object(chosen), sentence)


def _remove(session: Session) -> None:
    with session.workspace() as workspace:
        name = workspace.templates.remove(session.arguments.name).name
    session.answer({"removed": name}, _("Die Vorlage „{name}“ ist entfernt.").format(name=name))


def _sample(session: Session) -> None:
    target = Path(session.arguments.output)
    with session.workspace() as workspace:
        template = workspace.templates.file_for(session.arguments.name)
        report = workspace.templates.sample_job(MinutesTemplate(template), target)()
    session.answer(
        {"file": str(target), **report.as_object()},
        " ".join(filter(None, (_("Gespeichert: {file}.").format(file=target), report.sentence))),
    )


def _save(session: Session) -> None:
    target = Path(session.arguments.output)
    with session.workspace() as workspace:
        workspace.templates.save_shipped(target)
    session.answer({"file": str(target)}, _("Gespeichert: {file}.").format(file=target))


def _guide(session: Session) -> None:
    target = Path(session.arguments.output)
    with session.workspace() as workspace:
        workspace.templates.write_guide(target)
    session.answer({"file": str(target)}, _("Gespeichert: {file}.").format(file=target))
