"""For whom minutes are, and whether their lines are numbered: both depend on the kind of minutes."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.minutes import ExportClass, MinutesKind
from gk_desktop.domain.minutes_layout import MinutesLayout
from gk_desktop.domain.visibility import refusal

_CLASS_LABELS: Final = {
    ExportClass.INTERN: N_("INTERN: für das Team, alles und mit Namen"),
    ExportClass.PSEUDONYMISIERT: N_("PSEUDONYMISIERT: alles, Codes statt Namen"),
    ExportClass.VERTEILER: N_("VERTEILER: für andere, nur Rollen, ohne Beobachtungen und Anmerkungen"),
}
_YES, _NO = "ja", "nein"


class ClassChoice(QComboBox):
    """Classes that the kind of minutes refuses stay in sight and cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for export_class, label in _CLASS_LABELS.items():
            self.addItem(_(label), export_class.value)

    @property
    def chosen(self) -> ExportClass:
        return ExportClass(self.currentData())

    def offer_for(self, kind: MinutesKind) -> str:
        """Say why a class is refused, if one is. Whoever had chosen it gets the next one that names nobody."""
        reasons = {export_class: refusal(kind, export_class) for export_class in ExportClass}
        model = self.model()
        for row, reason in enumerate(reasons.values()):
            if isinstance(model, QStandardItemModel):
                model.item(row).setEnabled(not reason)
            self.setItemData(row, reason or None, Qt.ItemDataRole.ToolTipRole)
        if reasons[self.chosen]:
            was_blocked = self.blockSignals(True)
            self.setCurrentIndex(self.findData(ExportClass.PSEUDONYMISIERT.value))
            self.blockSignals(was_blocked)
        return " ".join(filter(None, reasons.values()))


class EntryNumbersChoice(QCheckBox):
    """As usual for the kind of minutes, until somebody wants it otherwise for that kind."""

    # Somebody wants it otherwise: what to remember.
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Eintragsnu&mmern am Rand"), parent)
        self._kind = MinutesKind.COURSE
        self._wanted: dict[MinutesKind, bool] = {}
        self.setToolTip(_("Damit andere sagen können, welchen Eintrag sie berichtigen möchten"))
        self.clicked.connect(self._on_clicked)

    @property
    def layout_chosen(self) -> MinutesLayout:
        return MinutesLayout(entry_numbers=self.isChecked())

    def show_for(self, kind: MinutesKind) -> None:
        self._kind = kind
        self.setChecked(self._wanted.get(kind, MinutesLayout.usual_for(kind).entry_numbers))

    def remember(self, text: str) -> None:
        """What `wanted` gave before; whatever is not understood is passed over."""
        known = {kind.value: kind for kind in MinutesKind}
        for part in text.split(","):
            name, _equals, answer = part.partition("=")
            if name in known and answer in (_YES, _NO):
                self._wanted[known[name]] = answer == _YES
        self.show_for(self._kind)

    @Slot()
    def _on_clicked(self) -> None:
        self._wanted[self._kind] = self.isChecked()
        self.wanted.emit(",".join(f"{kind.value}={_YES if on else _NO}" for kind, on in self._wanted.items()))
