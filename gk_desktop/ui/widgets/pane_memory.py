"""How a page is arranged, as text that can be kept: widths of panes and columns, and what widgets say of themselves.

What is kept may come from a larger screen, an older program or a damaged file: whatever does not fit is left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QHeaderView, QSplitter, QTableView, QWidget

_LARGEST: Final = 4000
_NARROWEST_COLUMN: Final = 32
_SHARE_OF_COLUMNS: Final = 0.6
"""So much of the page may be taken by columns of fixed width; the rest is for the one that stretches."""


class Arrangeable(Protocol):
    """A splitter or table that knows better than its sizes what is worth remembering. Wrong text is passed over."""

    def objectName(self) -> str: ...

    def arrangement(self) -> str: ...

    def arrange(self, arrangement: str) -> None: ...


def arrangement_of(page: QWidget, name: str) -> dict[str, str]:
    """Everything worth remembering of a page, by keys that begin with its name."""
    found = {f"{name}/{key}": widget.arrangement() for key, widget in _own(page)}
    for key, splitter in _splitters(page):
        if any(splitter.sizes()):
            found[f"{name}/{key}"] = _as_text(splitter.sizes())
    for key, header in _headers(page):
        widths = [header.sectionSize(at) if _is_free(header, at) else 0 for at in range(header.count())]
        found[f"{name}/{key}"] = _as_text(widths)
    return found


def arrange(page: QWidget, name: str, layout: Mapping[str, str]) -> None:
    """The page as it was remembered, as far as that fits."""
    for key, widget in _own(page):
        if f"{name}/{key}" in layout:
            widget.arrange(layout[f"{name}/{key}"])
    for key, splitter in _splitters(page):
        sizes = numbers_in(layout.get(f"{name}/{key}", ""), splitter.count())
        if any(sizes):
            splitter.setSizes(sizes)
    for key, header in _headers(page):
        _set_widths(header, numbers_in(layout.get(f"{name}/{key}", ""), header.count()), page.width())


def numbers_in(text: str, count: int) -> list[int]:
    """So many sizes in pixels; nothing if it is anything else."""
    parts = text.split(",")
    if len(parts) != count or not all(part.isascii() and part.isdigit() and len(part) <= 5 for part in parts):
        return []
    sizes = [int(part) for part in parts]
    return sizes if max(sizes) <= _LARGEST else []


def _as_text(sizes: list[int]) -> str:
    return ",".join(map(str, sizes))


def _own(page: QWidget) -> Iterator[tuple[str, Arrangeable]]:
    for widget in (*page.findChildren(QSplitter), *page.findChildren(QTableView)):
        if _is_arrangeable(widget):
            own: Any = widget
            yield widget.objectName(), own


def _is_arrangeable(widget: QWidget) -> bool:
    return hasattr(widget, "arrangement")


def _splitters(page: QWidget) -> Iterator[tuple[str, QSplitter]]:
    plain = [splitter for splitter in page.findChildren(QSplitter) if not _is_arrangeable(splitter)]
    for number, splitter in enumerate(plain):
        yield f"{splitter.objectName() or 'panes'}{number}", splitter


def _headers(page: QWidget) -> Iterator[tuple[str, QHeaderView]]:
    for number, table in enumerate(page.findChildren(QTableView)):
        header = table.horizontalHeader()
        if not header.isHidden():
            yield f"{table.objectName() or 'table'}{number}", header


def _is_free(header: QHeaderView, at: int) -> bool:
    """Whether a person can set the width of this column."""
    is_last = header.stretchLastSection() and header.visualIndex(at) == header.count() - 1
    return header.sectionResizeMode(at) is QHeaderView.ResizeMode.Interactive and not is_last


def _set_widths(header: QHeaderView, widths: list[int], page_width: int) -> None:
    wanted = {at: width for at, width in enumerate(widths) if width and _is_free(header, at)}
    fit = min(1.0, _SHARE_OF_COLUMNS * page_width / max(1, sum(wanted.values())))
    for at, width in wanted.items():
        header.resizeSection(at, max(_NARROWEST_COLUMN, round(width * fit)))
