"""What the lines of pasted notes would become, as rows of a table, and what has become of them, in words."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gk_desktop.base.i18n import N_, _, ngettext
from gk_desktop.domain.day_texts import clock_text, day_text
from gk_desktop.services.note_import import PlannedNote, TakenOver, new_speakers
from gk_desktop.ui.viewmodels.kind_words import kind_word

LINE, AGENDA, TIME, KIND, SPEAKER, TEXT = range(6)
_HEADERS: Final = (N_("Zeile"), N_("TOP"), N_("Zeit"), N_("wird"), N_("Sprecher*in"), N_("Text"))
_MOST_SHOWN: Final = 6

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)


class ImportPreviewModel(QAbstractTableModel):
    """Columns LINE, AGENDA, TIME, KIND, SPEAKER, TEXT."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PlannedNote] = ()

    def set_rows(self, rows: Sequence[PlannedNote]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal and 0 <= section < len(_HEADERS):
            return _(_HEADERS[section])
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or not index.row() < len(self._rows):
            return None
        note = self._rows[index.row()]
        if role == _DISPLAY:
            return _cells(note)[index.column()]
        if role == _TOOL_TIP:
            return note.raw
        return None


def summary(planned: Sequence[PlannedNote]) -> str:
    """How many entries these notes are, whom they bring in, and what of them stays text."""
    if not planned:
        return _("Noch keine Notizen. Gespeichert wird erst auf Knopfdruck.")
    entries = [note for note in planned if note.is_entry]
    said = ngettext("{count} Eintrag", "{count} Einträge", len(entries)).format(count=len(entries))
    said += _with_time(sum(note.clock is not None for note in entries))
    told = (
        (_("neu als Sprecher*in: {words}"), new_speakers(planned)),
        (_("keine Kategorie, bleibt Text: {words}"), [code for note in planned for code in note.stray.unknown]),
        (
            _("zählt nur hinter einem Text am Zeilenende: {words}"),
            [code for note in planned for code in note.stray.misplaced],
        ),
    )
    parts = [said, *(sentence.format(words=_some(words)) for sentence, words in told if words)]
    if any(note.has_lost_clock for note in planned):
        parts.append(_("Uhrzeiten bleiben Text, weil die Veranstaltung noch kein Datum hat"))
    return " · ".join(parts)


def taken_over_sentence(taken: TakenOver) -> str:
    """For instance `12 Einträge übernommen, 3 mit Uhrzeit.`"""
    if not taken.entries:
        return _("Übernommen, ohne einen Eintrag.")
    said = ngettext("{count} Eintrag übernommen", "{count} Einträge übernommen", taken.entries)
    return said.format(count=taken.entries) + _with_time(taken.with_clock) + "."


def _with_time(count: int) -> str:
    return _(", {count} mit Uhrzeit").format(count=count) if count else ""


def _some(words: Sequence[str]) -> str:
    different = list(dict.fromkeys(words))
    return ", ".join(different[:_MOST_SHOWN]) + (" …" if len(different) > _MOST_SHOWN else "")


def _cells(note: PlannedNote) -> tuple[str, str, str, str, str, str]:
    parsed = note.parsed
    agenda = str(note.agenda) if note.agenda is not None else ""
    place = (str(note.line), agenda, clock_text(note.clock) if note.clock else "")
    if parsed.is_agenda:
        return *place, _("TOP"), "", parsed.text
    speaker = parsed.speaker or ""
    if parsed.adds_speaker:
        speaker = _("{name} (neu)").format(name=speaker)
    if parsed.is_speaker:
        return *place, _("Sprecher*in"), speaker, ""
    marks = [*parsed.categories, *([parsed.dimension.value] if parsed.dimension else [])]
    if parsed.no_quote:
        marks.append(_("nicht zitieren"))
    due = _("bis {day}").format(day=day_text(parsed.due)) if parsed.due else ""
    charge = " ".join(part for part in (parsed.responsible or "", due) if part)
    text = " ".join(parsed.text.split())
    text = f"{charge}: {text}" if charge else text
    text = f"{text}  [{' · '.join(marks)}]" if marks else text
    return *place, kind_word(parsed.kind), speaker, text
