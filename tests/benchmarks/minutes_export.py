"""Minutes of 10,000 entries as a Word document: time against bare deep copies, growth, and memory.

Verlaufsprotokoll and Beobachtungsprotokoll as they are usually set, with numbers of their lines.
"""

import copy
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import docx
from docx.oxml.ns import qn

from gk_desktop.base.paths import resources
from gk_desktop.documents.docx_writer import write
from gk_desktop.documents.minutes import build
from gk_desktop.domain.category import Category
from gk_desktop.domain.entry import Entry
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import MinutesMaterial, compose
from gk_desktop.domain.naming import KnownNames
from tests.benchmarks.field_notes import SPEAKERS, FieldNotes
from tests.benchmarks.measuring import Figure, compare, figure
from tests.benchmarks.workspaces import AGENDA_ITEMS, PASSPHRASE, captured_workspace

_LIMIT: Final = 3.0
_GROWTH_LIMIT: Final = 11.0
_MEMORY_LIMIT_MB: Final = 150.0
_OBSERVATION_LIMIT: Final = 4.0
_OBSERVATION_PEAK_MB: Final = 250.0
_COMMENT_EVERY: Final = 4
_TEMPLATE: Final = resources() / "templates" / "protokoll.docx"
_BEGIN: Final = datetime(2021, 2, 3, 9, 0)  # noqa: DTZ001 - the time on the wall


def run(folder: Path, *, entries: int = 10_000, rounds: int = 15) -> Iterator[Figure]:
    """Verlaufsprotokoll, class INTERN, where every run of text stands."""
    material, smaller = make_material(entries), make_material(entries // 10)
    texts = [entry.text for entry in material.entries]
    times = compare(
        _export(material, folder / "program.docx"), lambda: _copy_plainly(texts, folder / "bare.docx"), rounds=rounds
    )
    yield figure(f"minutes_{entries}", *times.medians(), _LIMIT)
    growth = compare(
        _export(material, folder / "program.docx"), _export(smaller, folder / "smaller.docx"), rounds=rounds
    )
    yield figure("minutes_growth", *growth.medians(), _GROWTH_LIMIT)


def run_observations(folder: Path, *, rows: int = 10_000, rounds: int = 15) -> Iterator[Figure]:
    """Beobachtungsprotokoll of so many rows, every fourth with a comment, against bare copies of a row."""
    material = make_observations(rows)
    texts = [entry.text for entry in material.entries if entry.kind is not EntryKind.METHOD_NOTE]
    times = compare(
        _export(material, folder / "program.docx", MinutesKind.OBSERVATION),
        lambda: _copy_rows_plainly(texts, folder / "bare.docx"),
        rounds=rounds,
    )
    yield figure(f"observation_{rows}", *times.medians(), _OBSERVATION_LIMIT)


def run_observations_memory(folder: Path, *, rows: int = 10_000, rounds: int = 3) -> Iterator[Figure]:
    """The whole peak of the command `minutes export`, the worst of some runs; the baseline only imports."""
    words = _export_words(folder, rows, MinutesKind.OBSERVATION)
    peak, imports = max(_peak_of(words) for _round in range(rounds)), _peak_of([])
    yield Figure("observation_memory", peak, imports, peak / _OBSERVATION_PEAK_MB, 1.0, unit="MB")


def run_memory(folder: Path, *, entries: int = 10_000, rounds: int = 3) -> Iterator[Figure]:
    """The command `minutes export` against a process that only imports the same modules, the worst of some runs."""
    words = _export_words(folder, entries, MinutesKind.COURSE)
    peaks = [(_peak_of(words), _peak_of([])) for _round in range(rounds)]
    own, imports = max(peaks, key=lambda peak: peak[0] - peak[1])
    yield Figure("minutes_memory", own, imports, (own - imports) / _MEMORY_LIMIT_MB, 1.0, unit="MB")


def _export_words(folder: Path, entries: int, kind: MinutesKind) -> list[str]:
    prepared = captured_workspace(folder / "program", entries)
    (folder / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    words = ["minutes", "export", "--event", prepared.event, "--kind", kind.value, "-o", str(folder / "minutes.docx")]
    return [*words, "--profile", str(prepared.profile), "--passphrase-file", str(folder / "passphrase.txt")]


def make_observations(rows: int) -> MinutesMaterial:
    """The same event, every fourth entry followed by a comment."""
    material, entries = make_material(rows), []
    for number, entry in enumerate(material.entries):
        entries.append(entry)
        if number % _COMMENT_EVERY == 0:
            comment = {"id": f"c{number}", "number": f"A{rows + number}", "kind": EntryKind.METHOD_NOTE, "speaker": ""}
            entries.append(replace(entry, **comment))
    return replace(material, entries=entries)


def make_material(entries: int) -> MinutesMaterial:
    """One event as it comes from the store, entries evenly spread over 200 TOPs."""
    notes = FieldNotes()
    agenda = [AgendaItem(id=f"t{n}", number=n + 1, title=notes.sentence()[:60]) for n in range(AGENDA_ITEMS)]
    participants = [Participant(id=label, label=label, position=float(n)) for n, label in enumerate(SPEAKERS)]
    categories = [Category(id=code, code=code, name=code, dimension="policy") for code in ("A1", "B1", "C1", "D2")]
    return MinutesMaterial(
        event=Event(id="e", title="Bündniskerngruppe", date=date(2021, 2, 3), start="09:00", end="17:00"),
        names=KnownNames(
            cases=(), institutions=(), persons=(), participants=participants, role_words=(), person_roles={}
        ),
        agenda=agenda,
        entries=[
            Entry(
                id=f"n{number}",
                event="e",
                number=f"A{number + 1}",
                text=notes.sentence(),
                time=_BEGIN + timedelta(seconds=2 * number),
                position=float(number),
                speaker=SPEAKERS[number % len(SPEAKERS)],
                agenda_item=agenda[number * AGENDA_ITEMS // entries].id,
                categories=(categories[number % len(categories)].id,) if number % 2 else (),
            )
            for number in range(entries)
        ],
        decisions=(),
        tasks=(),
        categories=categories,
    )


def _export(material: MinutesMaterial, target: Path, kind: MinutesKind = MinutesKind.COURSE) -> Callable[[], object]:
    def export() -> None:
        content = compose(material, kind, ExportClass.INTERN, made_at=_BEGIN)
        write(build(content), _TEMPLATE, target)

    return export


def _copy_plainly(texts: list[str], target: Path) -> None:
    document = docx.Document(str(_TEMPLATE))
    prototype = document.add_paragraph("Text", style="Notiz")._p
    section = document.element.body.sectPr
    for text in texts:
        paragraph = copy.deepcopy(prototype)
        paragraph.find(f"{qn('w:r')}/{qn('w:t')}").text = text
        section.addprevious(paragraph)
    document.element.body.remove(prototype)
    document.save(str(target))


def _copy_rows_plainly(texts: list[str], target: Path) -> None:
    """A table of four columns: number, time, what was said, and a comment to every fourth row."""
    document = docx.Document(str(_TEMPLATE))
    table = document.add_table(1, 4)
    for cell, text in zip(table.rows[0].cells, ("A1", "14:03", "Text", "Kommentar"), strict=True):
        cell.text = text
    prototype = table.rows[0]._tr
    for number, text in enumerate(texts):
        row = copy.deepcopy(prototype)
        cells = (f"A{number}", "14:03", text, "" if number % _COMMENT_EVERY else text)
        for element, cell_text in zip(row.iter(qn("w:t")), cells, strict=True):
            element.text = cell_text
        table._tbl.append(row)
    table._tbl.remove(prototype)
    document.save(str(target))


def _peak_of(words: list[str]) -> float:
    """Megabytes at the highest point of a process that carries out the command, or only has its modules."""
    command = [sys.executable, "-m", "tests.benchmarks.peak_memory", *words]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return float(done.stderr.splitlines()[-1])
