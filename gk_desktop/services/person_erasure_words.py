"""What an erasure means, in sentences: before somebody confirms it, and after it is done."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.day_texts import day_text, moment_text
from gk_desktop.domain.minutes import MinutesExport
from gk_desktop.domain.person_rights import ErasureDegree
from gk_desktop.domain.retention import WEEKLY_BACKUPS
from gk_desktop.services.person_erasure import ErasureOutcome, ErasurePlan
from gk_desktop.store.backups import Backup


def erasure_consequences(plan: ErasurePlan, today: date) -> list[str]:
    """What would go, what would stay, and what the program cannot reach."""
    return [
        *_what_goes(plan),
        *_what_stays(plan),
        *_out_of_reach(plan, today),
        _("Das lässt sich nicht rückgängig machen. Ins Löschprotokoll kommen nur Code, Anlass und Datum."),
    ]


def _what_goes(plan: ErasurePlan) -> Iterator[str]:
    if plan.takes_identity:
        yield _("Aus der Schlüsseldatei und ihren Sicherungen verschwinden Name, Kontakte und Nachweise.")
        yield _("Was dort zu anderen notiert ist, verliert den Namen.")
    yield _("Code, Einwilligungen und die Verknüpfung mit Veranstaltungen verschwinden, auch aus dem Verlauf.")
    if plan.degree is not ErasureDegree.IDENTITY:
        yield ngettext(
            "{count} eigener Eintrag wird gelöscht, mit Beschlüssen und Aufträgen; die Nummer bleibt als Lücke.",
            "{count} eigene Einträge werden gelöscht, mit Beschlüssen und Aufträgen; die Nummern bleiben als Lücken.",
            plan.statements,
        ).format(count=plan.statements)
    if plan.degree is ErasureDegree.MENTIONS:
        yield ngettext(
            "{count} Eintrag anderer, in dem die Person vorkommt, wird ganz gelöscht.",
            "{count} Einträge anderer, in denen die Person vorkommt, werden ganz gelöscht.",
            plan.mentions,
        ).format(count=plan.mentions)
    participations = {item.id for item in plan.participations}
    redacted = sum(item.id not in participations for item in plan.redacted)
    if redacted:
        yield ngettext(
            "In {count} Datensatz wird der Name durch „[entfernt]“ ersetzt, auch in allen früheren Fassungen.",
            "In {count} Datensätzen wird der Name durch „[entfernt]“ ersetzt, auch in allen früheren Fassungen.",
            redacted,
        ).format(count=redacted)
    yield _("Freigegebene Protokolle werden geschwärzt; die Prüfsumme der Freigabe bleibt.")


def _what_stays(plan: ErasurePlan) -> Iterator[str]:
    if plan.degree is ErasureDegree.IDENTITY:
        yield _(
            "Die Aussagen bleiben stehen, ohne Person. Rolle und Einrichtung bleiben auch: Wo es dafür nur eine Person"
            " gibt, ist sie daran weiter zu erkennen."
        )
    left_out = len(plan.own_names) - len(plan.names)
    if left_out:
        yield _(
            "Der Vorname allein und Namen, die auch etwas anderes heißen, bleiben in fremden Texten stehen: Sie können"
            " jemand anderen meinen."
        )
    yield from plan.gaps


def _out_of_reach(plan: ErasurePlan, today: date) -> Iterator[str]:
    if plan.exports:
        yield files_sentence(plan.exports)
    yield backups_sentence(plan.backups, today)
    yield from moved_aside_sentences(plan)
    yield _(
        "Andere Laptops löschen dasselbe beim nächsten Austausch. Was dort inzwischen dazukam, kennt diese Löschung"
        " nicht: Suchen Sie nach dem Austausch noch einmal."
    )


def files_sentence(exports: Sequence[MinutesExport]) -> str:
    return ngettext(
        "{count} ausgegebene Datei kann die Person enthalten. Das Programm erreicht sie nicht: Löschen Sie sie selbst.",
        "{count} ausgegebene Dateien können die Person enthalten. Das Programm erreicht sie nicht: Löschen Sie sie"
        " selbst.",
        len(exports),
    ).format(count=len(exports))


def file_lines(exports: Sequence[MinutesExport]) -> list[str]:
    return [f"{item.file} ({_class_and_moment(item)})" for item in exports]


def _class_and_moment(item: MinutesExport) -> str:
    moment = moment_text(item.exported_at) if item.exported_at else ""
    return ", ".join(part for part in (item.export_class.value, moment) if part)


def backups_sentence(backups: Sequence[Backup], today: date) -> str:
    """Which backups still hold it, and until when at the earliest: they are thinned out as new ones are made."""
    if not backups:
        return _("Vor der Löschung wird eine Sicherung angelegt; sie enthält die Daten noch.")
    oldest = min(backup.made_at for backup in backups)
    return (
        ngettext(
            "{count} Sicherung seit dem {day} enthält die Daten noch, dazu die vor der Löschung.",
            "{count} Sicherungen seit dem {day} enthalten die Daten noch, dazu die vor der Löschung.",
            len(backups),
        ).format(count=len(backups), day=day_text(oldest))
        + " "
        + _thinned_out(today)
    )


def moved_aside_sentences(plan: ErasurePlan) -> Iterator[str]:
    """Files that a restored backup has replaced: never thinned out, and perhaps of another project."""
    for folder in plan.moved_aside:
        yield _(
            "Im Ordner {folder} liegt ein früherer Stand; er kann die Daten noch enthalten. Prüfen Sie ihn."
        ).format(folder=folder)


def _thinned_out(today: date) -> str:
    return _(
        "Sie werden ausgedünnt, sobald in {weeks} weiteren Wochen gesichert wurde, also frühestens am {day}. Löschen"
        " lassen sie sich gleich, nachdem eine neue Sicherung geprüft ist. Kopien auf Sticks erreicht das Programm"
        " nicht."
    ).format(weeks=WEEKLY_BACKUPS, day=day_text(today + timedelta(weeks=WEEKLY_BACKUPS)))


def erasure_result(
    outcome: ErasureOutcome, *, older_backups_removed: bool, today: date, is_backed_up: bool = True
) -> list[str]:
    """What was done, and what is left to be done by people: for the screen, where it names files to be deleted."""
    plan = outcome.plan
    done = [*_done(outcome, today), _backups_done(today, removed=older_backups_removed, is_backed_up=is_backed_up)]
    done += [*_in_notes_about_others(outcome), *outcome.problems, *moved_aside_sentences(plan)]
    if plan.exports:
        done += [files_sentence(plan.exports), *file_lines(plan.exports)]
    return done


def erasure_record(
    outcome: ErasureOutcome, *, older_backups_removed: bool, today: date, is_backed_up: bool = True
) -> list[str]:
    """The same for a sheet that is kept: code and days alone, as names of files and folders may name people."""
    plan = outcome.plan
    done = [*_done(outcome, today), _backups_done(today, removed=older_backups_removed, is_backed_up=is_backed_up)]
    done += [*_in_notes_about_others(outcome), *(item for item in outcome.problems if item != outcome.failure)]
    if outcome.failure:
        done.append(_("In der Schlüsseldatei ist noch zu löschen: Sie war nicht zu beschreiben."))
    if plan.moved_aside:
        done.append(_("Zu prüfen ist, was beim Zurückspielen von Sicherungen beiseitegelegt wurde."))
    if plan.exports:
        done += [files_sentence(plan.exports), *(_class_and_moment(item) for item in plan.exports)]
    return done


def _done(outcome: ErasureOutcome, today: date) -> Iterator[str]:
    deletion = outcome.deletion
    yield _("Gelöscht: {subject}. Im Löschprotokoll steht der Code {code} mit dem {day}.").format(
        subject=deletion.subject, code=deletion.code or "–", day=day_text(deletion.done_on or today)
    )


def _in_notes_about_others(outcome: ErasureOutcome) -> Iterator[str]:
    erased = outcome.identity
    if erased is None:
        return
    if erased.mentions:
        yield ngettext(
            "In {count} Angabe zu anderen Personen der Schlüsseldatei ist der Name durch „[entfernt]“ ersetzt.",
            "In {count} Angaben zu anderen Personen der Schlüsseldatei ist der Name durch „[entfernt]“ ersetzt.",
            erased.mentions,
        ).format(count=erased.mentions)
    if erased.called_alike:
        yield _(
            "Bei {codes} steht der Name noch in Name, Einrichtung, Anschrift oder Unterschrift, weil er dort jemand"
            " anderem gehören kann. Prüfen Sie das."
        ).format(codes=", ".join(erased.called_alike))


def _backups_done(today: date, *, removed: bool, is_backed_up: bool) -> str:
    if removed:
        return _("Eine neue Sicherung ist angelegt und geprüft; alle älteren sind gelöscht.")
    made = _("Eine neue Sicherung ist angelegt und geprüft.") if is_backed_up else ""
    return f"{made} {_('Ältere Sicherungen enthalten die Daten noch.')} {_thinned_out(today)}".strip()
