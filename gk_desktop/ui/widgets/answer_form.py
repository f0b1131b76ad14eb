"""Questions one answers after an event, each with a field that saves itself when it is left."""

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.services.follow_up import OWN_PROMPTS, Answer, Prompt
from gk_desktop.ui.changes import WorkspaceContext

_DRAFT_AFTER_MS: Final = 1_500
"""Contract 7 allows two seconds."""

_LINES: Final = 3


class AnswerField(QPlainTextEdit):
    """One answer. `is_changed` as long as what stands here is not what was saved."""

    # Somebody typed.
    typed = Signal()
    # The focus went elsewhere.
    left = Signal()

    def __init__(self, prompt: Prompt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prompt = prompt
        self.is_changed = False
        # What the store has of it.
        self.kept = ""
        self._is_filling = False
        self.textChanged.connect(self._on_text_changed)
        self.setTabChangesFocus(True)
        self.setAccessibleName(prompt.heading)
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 12)

    def show_answer(self, answer: Answer) -> None:
        """Take over what was saved, unless something unsaved stands here."""
        if self.is_changed:
            return
        self.kept = answer.text
        if self.toPlainText() != answer.text:
            self._is_filling = True
            self.setPlainText(answer.text)
            self._is_filling = False
        self.is_changed = answer.is_draft

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._is_filling:
            self.is_changed = True
            self.typed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class AnswerForm(QScrollArea):
    """All questions of one event: Kurzfazit and the like, then the Beobachtungsraster."""

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._service = context.workspace.follow_up
        self._event_id = ""
        self._fields: list[AnswerField] = []
        self._draft_timer = QTimer(self)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16, 0, 8, 16)
        self._column.setSpacing(4)
        self._add_fields(context.perform(self._service.prompts) or ())
        self._column.addStretch()

        self._draft_timer.timeout.connect(self._on_draft_due)
        context.erased.connect(self._on_erased)

        self._draft_timer.setSingleShot(True)
        self._draft_timer.setInterval(_DRAFT_AFTER_MS)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("answer_form")

    def _add_fields(self, prompts: Iterable[Prompt]) -> None:
        own = {_(heading) for heading in OWN_PROMPTS}
        in_grid = False
        self._add_title(_("Nachbereitung"))
        for number, prompt in enumerate(prompts):
            if prompt.heading not in own and not in_grid:
                in_grid = True
                self._column.addSpacing(16)
                self._add_title(_("Beobachtungsraster"))
                self._add_hint(_("Anregungen, keine Pflicht. Jede Antwort wird ein interner Eintrag."))
            field = AnswerField(prompt)
            field.setObjectName(f"answer_{number}")
            label = QLabel(prompt.heading.rstrip(":"))
            label.setWordWrap(True)
            label.setBuddy(field)
            field.typed.connect(self._on_typed)
            field.left.connect(self.save_pending)
            self._fields.append(field)
            self._column.addSpacing(4)
            self._column.addWidget(label)
            self._column.addWidget(field)

    def _add_title(self, text: str) -> None:
        title = QLabel(text)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self._column.addWidget(title)

    def _add_hint(self, text: str) -> None:
        hint = QLabel(text)
        hint.setWordWrap(True)
        hint.setEnabled(False)
        self._column.addWidget(hint)

    def open_event(self, event_id: str) -> None:
        self.save_pending()
        self._event_id = event_id
        for field in self._fields:
            field.is_changed = False
        self.refresh()

    def refresh(self) -> None:
        """Show what is saved, except where somebody is typing."""
        for field, answer in self._answered():
            field.show_answer(answer)

    def _answered(self) -> Iterator[tuple[AnswerField, Answer]]:
        """Each field with what the store has for it."""
        answers = self._context.perform(lambda: self._service.answers(self._event_id)) if self._event_id else []
        by_heading = {answer.prompt.heading: answer for answer in answers or []}
        for field in self._fields:
            answer = by_heading.get(field.prompt.heading)
            if answer is not None:
                yield field, answer

    @Slot()
    def save_pending(self) -> None:
        """Save every answer that was changed."""
        self._draft_timer.stop()
        for field in self._fields:
            if field.is_changed and self._event_id:
                # Before the bus tells what was saved: the field may follow it again.
                field.is_changed = False
                field.is_changed = not self._save(field)

    def _save(self, field: AnswerField) -> bool:
        text = field.toPlainText()

        def save() -> bool:
            self._service.answer(self._event_id, field.prompt, text)
            field.kept = clean_text(text).strip()
            return True

        return self._context.perform(save) or False

    @Slot()
    def _on_typed(self) -> None:
        # Not restarted by each key: the draft is never older than the interval.
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    @Slot()
    def _on_draft_due(self) -> None:
        for field in self._fields:
            if field.is_changed:
                self._save_draft(field)

    def _save_draft(self, field: AnswerField) -> None:
        text = field.toPlainText()
        field.kept = clean_text(text)
        self._context.perform(lambda: self._service.save_draft(self._event_id, field.prompt, text))

    @Slot()
    def _on_erased(self) -> None:
        """What was erased must not come back from here; other text stays as far as it was typed."""
        for field, answer in self._answered():
            if answer.text != field.kept:
                field.is_changed = False
                field.show_answer(answer)
