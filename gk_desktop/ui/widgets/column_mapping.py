"""The columns of a table of contacts, each with what it holds; proposed by the program, decided by a person."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.contact_columns import CONTACT_FIELD_LABELS, ContactField
from gk_desktop.ui.widgets.elided_label import ElidedLabel

_BOX_WIDTH = 160


class ColumnMapping(QScrollArea):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[int, QComboBox] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self.setObjectName("column_mapping")
        self.show_columns((), (), {})

    def show_columns(
        self, headers: Sequence[str], examples: Sequence[str], columns: Mapping[int, ContactField]
    ) -> None:
        """A line for each column that has a header or an example."""
        inside = QWidget()
        inside.setAutoFillBackground(False)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setColumnStretch(0, 1)
        self._boxes = {}
        for number, header in enumerate(headers):
            example = examples[number] if number < len(examples) else ""
            if header or example:
                self._add(grid, number, header, example, columns.get(number))
        grid.setRowStretch(2 * len(headers), 1)
        self.setWidget(inside)

    def _add(self, grid: QGridLayout, number: int, header: str, example: str, field: ContactField | None) -> None:
        name = header or _("Spalte {number}").format(number=number + 1)
        caption, shown, box = ElidedLabel(), ElidedLabel(), QComboBox()
        caption.show_text(name)
        shown.show_text(_("z. B. {text}").format(text=example) if example else "")
        shown.setEnabled(False)
        box.addItem(_("– nicht übernehmen –"), None)
        for known, label in CONTACT_FIELD_LABELS.items():
            box.addItem(_(label), known)
        box.setCurrentIndex(max(0, box.findData(field) if field else 0))
        box.setAccessibleName(_("Spalte „{name}“ ist").format(name=name))
        box.setObjectName(f"column_{number}")
        box.setFixedWidth(_BOX_WIDTH)
        box.currentIndexChanged.connect(self._on_changed)
        self._boxes[number] = box
        grid.addWidget(caption, 2 * number, 0)
        grid.addWidget(shown, 2 * number + 1, 0)
        grid.addWidget(box, 2 * number, 1, 2, 1, Qt.AlignmentFlag.AlignTop)

    @property
    def columns(self) -> dict[int, ContactField]:
        """What is to be read, by the number of the column."""
        chosen = {number: box.currentData() for number, box in self._boxes.items()}
        return {number: ContactField(field) for number, field in chosen.items() if field is not None}

    @property
    def boxes(self) -> list[QComboBox]:
        """From top to bottom."""
        return list(self._boxes.values())

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
