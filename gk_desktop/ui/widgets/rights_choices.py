"""What the person asks for, and how far an erasure is to go."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.person_rights import DEGREE_LABELS, REQUEST_LABELS, ErasureDegree, PersonRequest

_INDENT: Final = 24


class RightsChoices(QScrollArea):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._requests = QButtonGroup(self)
        self._degrees = QButtonGroup(self)
        self._request_buttons: dict[PersonRequest, QRadioButton] = {}
        self._degree_buttons: dict[ErasureDegree, QRadioButton] = {}
        self._ambiguous = QCheckBox(_("Auch &Vornamen und mehrdeutige Namen (etwa Bauer) ersetzen"))
        self._old_backups = QCheckBox(_("Ältere &Sicherungen löschen, sobald eine neue geprüft ist"))
        self._refuse = QCheckBox(_("&Nicht löschen: Ausnahme für die Forschung, mit Grund"))
        self._erasure = QWidget()
        self._lay_out()

        self._requests.buttonClicked.connect(self._on_changed)
        self._refuse.toggled.connect(self._on_changed)

        self.setObjectName("rights_choices")
        self.setAccessibleName(_("Was wird verlangt?"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._show_erasure()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for request in PersonRequest:
            button = QRadioButton(_(REQUEST_LABELS[request]))
            button.setObjectName(f"request_{request.value}")
            self._requests.addButton(button)
            self._request_buttons[request] = button
            column.addWidget(button)
        inner = QVBoxLayout(self._erasure)
        inner.setContentsMargins(_INDENT, 0, 0, 0)
        inner.setSpacing(4)
        for degree in ErasureDegree:
            button = QRadioButton(_(DEGREE_LABELS[degree]))
            button.setObjectName(f"degree_{degree.value}")
            self._degrees.addButton(button)
            self._degree_buttons[degree] = button
            inner.addWidget(button)
        for box, name in (
            (self._ambiguous, "ambiguous"),
            (self._old_backups, "old_backups"),
            (self._refuse, "refuse_erasure"),
        ):
            box.setObjectName(name)
            inner.addWidget(box)
        self._degree_buttons[ErasureDegree.STATEMENTS].setChecked(True)
        column.addWidget(self._erasure)
        column.addStretch()
        self.setWidget(body)

    def show_possible(self, possible: list[PersonRequest]) -> None:
        """What stands already is not offered again."""
        for request, button in self._request_buttons.items():
            button.setVisible(request in possible)
        if self.request not in possible:
            self._request_buttons[possible[0]].setChecked(True)
        self._on_changed()

    def choose(self, request: PersonRequest) -> None:
        self._request_buttons[request].setChecked(True)
        self._on_changed()

    @property
    def request(self) -> PersonRequest | None:
        return next((request for request, button in self._request_buttons.items() if button.isChecked()), None)

    @property
    def degree(self) -> ErasureDegree:
        return next(degree for degree, button in self._degree_buttons.items() if button.isChecked())

    @property
    def takes_ambiguous(self) -> bool:
        return self._ambiguous.isChecked()

    @property
    def removes_old_backups(self) -> bool:
        return self._old_backups.isChecked()

    @property
    def refuses(self) -> bool:
        """Whether the data are kept for research instead of being erased."""
        return self.request is PersonRequest.ERASURE and self._refuse.isChecked()

    def enter(self) -> None:
        request = self.request
        if request is not None:
            self._request_buttons[request].setFocus()

    def _show_erasure(self) -> None:
        self._erasure.setVisible(self.request is PersonRequest.ERASURE)
        for widget in (*self._degree_buttons.values(), self._ambiguous, self._old_backups):
            widget.setEnabled(not self._refuse.isChecked())

    @Slot()
    def _on_changed(self) -> None:
        self._show_erasure()
        self.changed.emit()
