"""Minutes of 60 entries as PDF: the whole way from records to the file, against Typst alone on the same input."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import typst

from gk_desktop.base.paths import resources
from gk_desktop.documents.minutes import build
from gk_desktop.documents.tree import Document
from gk_desktop.documents.typst_tree import as_data
from gk_desktop.documents.typst_writer import write
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_content import MinutesMaterial, compose
from tests.benchmarks.measuring import Figure, compare, figure
from tests.benchmarks.minutes_export import make_material

_Input = TypeVar("_Input")

_LIMIT: Final = 2.0
_AGENDA_ITEMS: Final = 6
_WARM_UP: Final = 2
_MADE_AT: Final = datetime(2021, 2, 3, 17, 0, tzinfo=UTC)


def run(folder: Path, *, entries: int = 60, rounds: int = 15) -> Iterator[Figure]:
    """Verlaufsprotokoll, class INTERN. No two runs have a line in common: Typst remembers what it has set."""
    program = resources() / "typst" / "document.typ"
    fonts = typst.Fonts(False, False, [str(resources() / "fonts")])
    materials = [_material(entries, number) for number in range(2 * (rounds + _WARM_UP))]
    own, bare = materials[::2], [json.dumps(as_data(_document(material))) for material in materials[1::2]]

    def compile_plainly(data: str) -> None:
        typst.compile(
            program,
            folder / "bare.pdf",
            font_paths=fonts,
            sys_inputs={"document": data},
            pdf_standards=["ua-1", "a-2a"],
        )

    times = compare(
        _one_by_one(own, lambda material: write(_document(material), folder / "program.pdf")),
        _one_by_one(bare, compile_plainly),
        rounds=rounds,
        warm_up=_WARM_UP,
    )
    yield figure(f"pdf_{entries}_entries", *times.medians(), _LIMIT)


def _document(material: MinutesMaterial) -> Document:
    return build(compose(material, MinutesKind.COURSE, ExportClass.INTERN, made_at=_MADE_AT.replace(tzinfo=None)))


def _material(entries: int, number: int) -> MinutesMaterial:
    material = make_material(entries)
    agenda = material.agenda[:_AGENDA_ITEMS]
    return replace(
        material,
        agenda=agenda,
        entries=[
            replace(entry, text=f"{number} {entry.text}", agenda_item=agenda[place * len(agenda) // entries].id)
            for place, entry in enumerate(material.entries)
        ],
    )


def _one_by_one(inputs: Sequence[_Input], work: Callable[[_Input], None]) -> Callable[[], None]:
    waiting = iter(inputs)
    return lambda: work(next(waiting))
