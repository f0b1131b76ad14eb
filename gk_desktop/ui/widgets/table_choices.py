"""What is exported as a table or a text, and of which events."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from gk_desktop.base.i18n import N_, _
from gk_desktop.documents.reading_text import ReadingForm
from gk_desktop.domain.case import Case
from gk_desktop.domain.event import Event
from gk_desktop.services.table_composing import Exported
from gk_desktop.store.records import Records

_LONGEST_NAME: Final = 60
"""Characters; a choice is one line that is read whole."""

_KINDS: Final = (
    (Exported.TASKS, ReadingForm.PLAIN, N_("Aufträge als Excel-Tabelle (.xlsx)")),
    (Exported.ENTRIES, ReadingForm.PLAIN, N_("Einträge als Excel-Tabelle (.xlsx)")),
    (Exported.READING, ReadingForm.PLAIN, N_("Lesetext für MAXQDA und andere (.txt)")),
    (Exported.READING, ReadingForm.MARKDOWN, N_("Lesetext mit Überschriften (.md, Markdown)")),
)


class _RoomyChoice(QComboBox):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(30)


class TableKindChoice(_RoomyChoice):
    def __init__(self, what: Exported, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for kind, form, label in _KINDS:
            self.addItem(_(label), (kind.name, form.value))
        self.setCurrentIndex([kind for kind, _form, _label in _KINDS].index(what))

    @property
    def what(self) -> Exported:
        return Exported[self.currentData()[0]]

    @property
    def form(self) -> ReadingForm:
        """Of a reading text."""
        return ReadingForm(self.currentData()[1])


class ScopeChoice(_RoomyChoice):
    """The event one comes from, if any, first; then each case, and everything."""

    def __init__(self, records: Records, event_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        event = records.look_up(Event, event_id) if event_id else None
        if event is not None:
            self.addItem(_("Diese Veranstaltung: {title}").format(title=_short(event.title)), (event.id, ""))
            self.setItemData(0, event.title, Qt.ItemDataRole.ToolTipRole)
        for case in records.find(Case, order_by=("case_code", "name")):
            called = " · ".join(part for part in (case.case_code, case.name) if part)
            self.addItem(_("Fall {case}").format(case=_short(called)), ("", case.id))
        self.addItem(_("Alle Veranstaltungen"), ("", ""))

    @property
    def event_id(self) -> str:
        return str(self.currentData()[0])

    @property
    def case_id(self) -> str:
        return str(self.currentData()[1])


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1].rstrip()}…"
