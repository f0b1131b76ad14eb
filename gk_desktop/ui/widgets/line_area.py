"""The line with what belongs to it: chips of its parse, completion, the keys that change it, editing an entry in it."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.line import LineContext, ParsedLine
from gk_desktop.domain.line_edits import (
    next_kind,
    preview,
    text_span,
    with_dimension,
    with_kind,
    with_minutes_back,
    with_no_quote_toggled,
    with_speaker,
)
from gk_desktop.domain.person_hint import person_name_in
from gk_desktop.ui.viewmodels.line_completion import Completion, LineKnowledge, completions
from gk_desktop.ui.widgets.entry_line import EntryLine
from gk_desktop.ui.widgets.hairline import Hairline
from gk_desktop.ui.widgets.parse_chips import Chip, ParseChips, chips_of

_MINUTES_BACK: Final = (1, 2, 5, 10)
_PLACEHOLDER: Final = _("Schreiben, dann Enter. Kennzeichnen mit F5 bis F9.")
_FIELD_MODE: Final = _("Schreiben, dann Enter. F11 beendet den Feldmodus.")
_NOTHING_KNOWN: Final = LineKnowledge(LineContext.of((), (), None))


class LineArea(QWidget):
    # Enter: the line is finished.
    entered = Signal()
    # Every change of the text, by hand or by key.
    changed = Signal()
    edit_last_requested = Signal()
    escaped = Signal()
    # A sentence about the line, or nothing.
    hint_changed = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._knowledge = _NOTHING_KNOWN
        self._parsed: ParsedLine = preview("", _NOTHING_KNOWN.context)
        self._completions: tuple[Completion, ...] = ()
        self._cycle: tuple[tuple[Completion, ...], int, str] | None = None
        self._began_at: datetime | None = None
        self._same_time: tuple[str, datetime] | None = None
        self._given_time = ""
        self.hint = ""
        self.editing = ""
        self._editing_number = ""
        self._waiting_line = ""
        self.chips = ParseChips()
        self.line = EntryLine()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (Hairline(), self.chips, self.line):
            layout.addWidget(widget)

        self.line.textChanged.connect(self._on_changed)
        self.line.cursorPositionChanged.connect(self._on_cursor_moved)
        self.line.enter_pressed.connect(self.entered)
        self.line.up_pressed.connect(self.edit_last_requested)
        self.line.escape_pressed.connect(self.escaped)
        self.line.completion_requested.connect(self._on_completion)
        self.chips.completion_chosen.connect(self._on_completion_clicked)

        self.line.setPlaceholderText(_PLACEHOLDER)
        self.setFocusProxy(self.line)
        self._show()

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def parsed(self) -> ParsedLine:
        return self._parsed

    @property
    def waiting_line(self) -> str:
        """The new line that was half typed when an entry was called up to be changed."""
        return self._waiting_line if self.editing else self.text

    @property
    def said_at(self) -> datetime | None:
        """When somebody began to type the line, or the time it takes over from another entry."""
        return self._same_time[1] if self._same_time else self._began_at

    def set_knowledge(self, knowledge: LineKnowledge) -> None:
        self._knowledge = knowledge
        self._read()

    def set_notes_font(self, font: QFont) -> None:
        self.line.set_notes_font(font)

    def set_field_mode(self, on: bool) -> None:
        self.line.setPlaceholderText(_FIELD_MODE if on else _PLACEHOLDER)

    def reset(self, text: str) -> None:
        """A new line, whatever was in it before."""
        self.editing = self._editing_number = self._waiting_line = ""
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Begin a new line with this; empty after Enter."""
        self._began_at = None
        self._same_time = None
        self._given_time = ""
        self.line.set_line(text)
        self._read()

    def begin_edit(self, entry_id: str, number: str, text: str, typed: str = "") -> None:
        """Change an entry in the line; the half-typed new line waits. `typed` is how far an earlier change had come."""
        if not self.editing:
            self._waiting_line = self.text
        self.editing, self._editing_number = entry_id, number
        self._same_time = None
        self._given_time = ""
        self.line.set_line(text)
        if typed and typed != text:
            self.line.change_line(typed, len(typed))
        self._read()

    def end_edit(self) -> None:
        """Back to the line that waited."""
        self.editing = self._editing_number = ""
        waiting, self._waiting_line = self._waiting_line, ""
        self.set_text(waiting)

    def apply_family(self, family: tuple[EntryKind, ...]) -> None:
        """The key of a family of kinds: the mark, at the next press the next mark, at last none."""
        self.apply_text(with_kind(self.text, next_kind(self._parsed.kind, family), self._knowledge.context))

    def apply_speaker(self, name: str) -> None:
        """The key of a speaker; pressed again it takes the name away."""
        taken = "" if self._parsed.speaker == name else name
        self.apply_text(with_speaker(self.text, taken, self._knowledge.context))

    def apply_dimension(self, dimension: Dimension) -> None:
        self.apply_text(with_dimension(self.text, dimension, self._knowledge.context))

    def toggle_no_quote(self) -> None:
        self.apply_text(with_no_quote_toggled(self.text, self._knowledge.context))

    def date_back(self) -> None:
        """1, 2, 5, 10 minutes ago, then now again."""
        self._same_time = None
        self._given_time = ""
        later = [minutes for minutes in _MINUTES_BACK if minutes > self._parsed.minutes_back]
        self.apply_text(with_minutes_back(self.text, later[0] if later else 0, self._knowledge.context))

    def toggle_same_time(self, number: str, time: datetime | None) -> None:
        """The time of the entry before; pressed again the own one."""
        if self._same_time is not None or time is None:
            self._same_time = None
        else:
            self._same_time = (number, time)
            self._given_time = ""
            self.apply_text(with_minutes_back(self.text, 0, self._knowledge.context))
        self._show()

    @property
    def given_time(self) -> str:
        """The time of day, HH:MM, at which the line was said; empty for the time at which it was typed."""
        return self._given_time

    def give_time(self, time_of_day: str) -> None:
        """The line was said at this time of day; empty takes that back."""
        self._same_time = None
        self._given_time = time_of_day
        if time_of_day:
            self.apply_text(with_minutes_back(self.text, 0, self._knowledge.context))
        self._show()

    def apply_text(self, text: str) -> None:
        """Change the line by a key, with the cursor at the same word as before."""
        before = text_span(preview(self.text, self._knowledge.context))[1] - self.line.cursor_position
        end = text_span(preview(text, self._knowledge.context))[1]
        start = text_span(preview(text, self._knowledge.context))[0]
        self.line.change_line(text, max(start, end - max(0, before)))
        self._read()

    @Slot()
    def _on_changed(self) -> None:
        if not self.text:
            self._began_at = None
        elif self._began_at is None:
            self._began_at = self._now()
        self._read()
        self.changed.emit()

    @Slot()
    def _on_cursor_moved(self) -> None:
        self._complete()
        self._show()

    def _read(self) -> None:
        self._parsed = preview(self.text, self._knowledge.context)
        if self._parsed.minutes_back:
            # Typed after it, and so what is meant now.
            self._given_time = ""
        self._complete()
        self._show()

    def _complete(self) -> None:
        if self._cycle is not None and self._cycle[2] == self.text:
            return
        self._cycle = None
        cursor = self.line.cursor_position
        self._completions = completions(self.text, cursor, self._knowledge) if self.text else ()
        self.line.can_complete = bool(self._completions)

    def _show(self) -> None:
        same_time = self._same_time[0] if self._same_time else ""
        chips: tuple[Chip, ...] = ()
        if self.editing:
            chips = (Chip(_("Eintrag {number} wird geändert").format(number=self._editing_number), strong=True),)
        if self.text or same_time or self._given_time:
            titles = dict(self._knowledge.agenda)
            title = titles.get(self._parsed.agenda_number or 0, "")
            chips += chips_of(self._parsed, same_time=same_time, given_time=self._given_time, top_title=title)
        offered = self._cycle[0] if self._cycle else self._completions
        chosen = self._cycle[1] if self._cycle else -1
        self.chips.show_line(chips, offered, chosen)
        hint = self._hint_now()
        if hint != self.hint:
            self.hint = hint
            self.hint_changed.emit(hint)

    def _hint_now(self) -> str:
        name = person_name_in(self.text, self._knowledge.speakers)
        if name:
            return _("„{name}“ sieht nach einem Namen aus. Ein Rollenkürzel schützt besser.").format(name=name)
        return _("Enter übernimmt, Esc lässt ihn, wie er war, Strg+Enter teilt ihn.") if self.editing else ""

    @Slot(int)
    def _on_completion(self, step: int) -> None:
        """Tab takes the first, again the next one, as long as nothing else is typed."""
        if self._cycle is None:
            self._take_completion(self._completions, 0 if step > 0 else len(self._completions) - 1)
            return
        offered, chosen, _text = self._cycle
        self.line.undo()
        self._take_completion(offered, (chosen + step) % len(offered))

    @Slot(int)
    def _on_completion_clicked(self, number: int) -> None:
        offered = self._cycle[0] if self._cycle else self._completions
        if number >= len(offered):
            # The second click of a double click, when the first one has left less to choose from.
            return
        if self._cycle is not None:
            self.line.undo()
        self._take_completion(offered, number)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_completion(self, offered: tuple[Completion, ...], number: int) -> None:
        completion = offered[number]
        cursor = self.line.cursor_position
        text = self.text[: completion.start] + completion.text + self.text[cursor:].lstrip(" ")
        self._cycle = (offered, number, text)
        self.line.change_line(text, completion.start + len(completion.text))
        self.line.can_complete = len(offered) > 1
        self._show()
