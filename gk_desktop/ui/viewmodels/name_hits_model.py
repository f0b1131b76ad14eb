"""Words that are taken for names, as rows of a list: the sentence with the word marked, below it what it is about."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import _
from gk_desktop.domain.consent import NameVerdict
from gk_desktop.services.name_check import NAME_SOURCES, NameHit
from gk_desktop.ui.viewmodels.search_hits_model import DETAIL_ROLE, MARKS_ROLE

_LONGEST_START: Final = 80
_BEFORE_WORD: Final = 50

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)


class NameHitsModel(QAbstractListModel):
    """Hits in the order of the document. What is replaced anyway stands in it only if that is wished."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: Sequence[NameHit] = ()

    def set_hits(self, hits: Sequence[NameHit]) -> None:
        """The same places with other decisions keep their rows, and whoever looks at one keeps it."""
        if [hit.key for hit in hits] == [hit.key for hit in self._hits]:
            self._hits = hits
            self.dataChanged.emit(self.index(0), self.index(len(hits) - 1))
            return
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def hit(self, index: _Index) -> NameHit | None:
        return self._hits[index.row()] if index.isValid() and index.row() < len(self._hits) else None

    def next_open(self, row: int) -> int | None:
        """The row of the next hit behind this one that nobody has decided about; from the top again at the end."""
        order = (*range(row + 1, len(self._hits)), *range(min(row + 1, len(self._hits))))
        return next((place for place in order if self._hits[place].is_open), None)

    def row_of(self, hit: NameHit) -> int | None:
        return next((row for row, item in enumerate(self._hits) if item.key == hit.key), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        hit = self.hit(index)
        if hit is None:
            return None
        line, start = _line(hit)
        said = {
            _DISPLAY: line,
            MARKS_ROLE: [(start, hit.end - hit.start)],
            DETAIL_ROLE: detail(hit),
            _TOOL_TIP: hit.sentence,
            _ACCESSIBLE: f"{hit.word}: {detail(hit)}. {hit.sentence}",
        }
        return said.get(role)


def detail(hit: NameHit) -> str:
    """For instance `ungeklärt · A17 · „Müllers“ → FK01-GfS-A1 · Schlüsseldatei`."""
    parts = [state(hit), hit.where, _("„{word}“ → {stand_in}").format(word=hit.word, stand_in=outcome(hit))]
    return " · ".join((*parts, _(NAME_SOURCES[hit.source])))


def state(hit: NameHit) -> str:
    if hit.decision is not None:
        return f"✓ {hit.decision.verdict.value}"
    return _("ungeklärt") if hit.needs_decision else _("wird ersetzt")


def outcome(hit: NameHit) -> str:
    """What will stand in the document."""
    if hit.decision is None or hit.decision.verdict is NameVerdict.REPLACE:
        return (hit.decision.replacement if hit.decision else "") or hit.proposal
    return hit.word


def _line(hit: NameHit) -> tuple[str, int]:
    """The sentence, begun shortly before a word that would else be out of sight; and where the word stands in it."""
    sentence = hit.sentence.replace("\t", " ")
    if hit.start <= _LONGEST_START:
        return sentence, hit.start
    cut = sentence.rfind(" ", 0, hit.start - _BEFORE_WORD) + 1
    return f"… {sentence[cut:]}", hit.start - cut + 2
