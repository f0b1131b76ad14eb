"""What a step means, and what has to be typed before it can be taken."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.line import compared_form
from gk_desktop.ui.widgets.sentence_pane import SentencePane


class RightsConfirmation(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._wants_reason = False
        self._meaning = SentencePane("rights_meaning", _("Was das bedeutet"))
        self._label = QLabel()
        self._line = QLineEdit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._meaning, 1)
        layout.addWidget(self._label)
        layout.addWidget(self._line)

        self._line.textChanged.connect(self.changed)

        self._label.setBuddy(self._line)
        self._line.setObjectName("confirmation")

    def show_question(self, sentences: Sequence[str], *, code: str = "", wants_reason: bool = False) -> None:
        """With a `code` it has to be typed; with `wants_reason` something has to be."""
        self._code, self._wants_reason = code, wants_reason
        self._meaning.show_sentences(sentences)
        asked = (
            _("&Grund, ohne Namen:") if wants_reason else _("Zum &Löschen den Code {code} eintippen:").format(code=code)
        )
        self._label.setText(asked)
        self._line.setAccessibleName(asked.replace("&", ""))
        self._line.clear()
        for widget in (self._label, self._line):
            widget.setVisible(bool(code) or wants_reason)

    @property
    def reason(self) -> str:
        return self._line.text()

    @property
    def is_confirmed(self) -> bool:
        if self._wants_reason:
            return bool(self._line.text().strip())
        return not self._code or compared_form(self._line.text()) == compared_form(self._code)

    def enter(self) -> None:
        (self._line if self._code or self._wants_reason else self._meaning).setFocus()
