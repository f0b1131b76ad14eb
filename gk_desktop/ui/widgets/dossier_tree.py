"""Everything that was found about a person, group by group; Enter goes to the place."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.person_dossier import PERSON_DATA_LABELS, Dossier, DossierItem
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.sign_label import SignLabel

_AROUND_A_ROW: Final = 8
_GROUPS_OPEN_UP_TO: Final = 6
"""More places of one kind stay folded until somebody looks at them."""


class DossierTree(QWidget):
    # A place was chosen that can be shown: kind and id of its record.
    place_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = QTreeWidget()
        self._gaps = SignLabel(Sign.WARNING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._gaps)
        layout.addWidget(self._tree, 1)

        self._tree.itemActivated.connect(self._on_activated)

        self._tree.setObjectName("dossier")
        self._tree.setAccessibleName(_("Was es zu der Person gibt"))
        self._tree.setHeaderLabels([_("Wo"), _("Was dort steht")])
        self._tree.setUniformRowHeights(True)
        self._tree.setToolTip(_("Enter öffnet die Stelle"))
        header = self._tree.header()
        header.resizeSection(0, 330)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._gaps.setObjectName("dossier_gaps")
        self.setFocusProxy(self._tree)

    def show_dossier(self, dossier: Dossier) -> None:
        self._tree.clear()
        for data, items in dossier.groups:
            count = ngettext("{count} Stelle", "{count} Stellen", len(items)).format(count=len(items))
            group = QTreeWidgetItem([_(PERSON_DATA_LABELS[data]), count])
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setSizeHint(0, self._row_size)
            self._tree.addTopLevelItem(group)
            for item in items:
                group.addChild(self._row(item))
            group.setExpanded(len(items) <= _GROUPS_OPEN_UP_TO)
        first = self._tree.topLevelItem(0)
        if first is not None:
            self._tree.setCurrentItem(first)
        self._gaps.setText("\n".join(dossier.gaps))
        self._gaps.setVisible(bool(dossier.gaps))

    @property
    def _row_size(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + _AROUND_A_ROW)

    def _row(self, item: DossierItem) -> QTreeWidgetItem:
        row = QTreeWidgetItem([item.place, " · ".join(item.text.splitlines())])
        row.setToolTip(1, item.text)
        row.setSizeHint(0, self._row_size)
        row.setData(0, Qt.ItemDataRole.UserRole, (item.kind, item.id))
        return row

    @Slot(QTreeWidgetItem, int)
    def _on_activated(self, item: QTreeWidgetItem, _column: int) -> None:
        target = item.data(0, Qt.ItemDataRole.UserRole)
        if target and target[1]:
            self.place_chosen.emit(*target)
