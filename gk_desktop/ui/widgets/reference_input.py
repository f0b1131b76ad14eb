"""A reference that is typed: known records are proposed by name, and one that is missing can be made from here."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import _
from gk_desktop.ui.viewmodels.field_options import FieldOptions, as_new, name_of_new
from gk_desktop.ui.widgets.field_editors import PickInput
from gk_desktop.ui.widgets.suggestions import Suggestions

_NAME_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""What stands in the line once a suggestion is taken; the offer is read otherwise."""
_NONE: Final = "–"
"""How the list says that nothing is referred to."""


class ReferenceInput(PickInput):
    """`typed` is the id of the record that is called so, else what a new one is to be called.

    Below the known names stands, as long as none is called like what is typed, the offer to make it.
    """

    def __init__(self, options: FieldOptions, parent: QWidget | None = None) -> None:
        super().__init__(options, in_table=True, parent=parent)
        self._shown = ("", "")
        self._known = {option.label.casefold(): option.value for option in options.options if option.value}
        # Of Qt's own: it may outlive this object for a moment, and nothing of Python must be asked then.
        self._names = QStandardItemModel(self)
        for option in options.options:
            if option.value:
                self._names.appendRow(_named(option.label, option.label))
        self._known_rows = self._names.rowCount()
        suggestions = Suggestions(self._names, self, marks_first=True, else_last=True)
        suggestions.setCompletionRole(_NAME_ROLE)
        self.suggest_from(suggestions)
        self._line().textEdited.connect(self._on_name_edited)

    def typed(self) -> str:
        text = self.currentText().strip()
        label, value = self._shown
        if text == label:
            return value
        return self._known.get(text.casefold()) or (as_new(text) if text and text != _NONE else "")

    def show_text(self, text: str) -> None:
        label = self._options.label_of(text) if text else ""
        if text and label == text:
            label = name_of_new(text) or _("entfernt")
        self._shown = (label, text)
        super().show_text(label)
        # Whoever goes on typing means another one.
        self._line().selectAll()

    @Slot(str)
    def _on_name_edited(self, text: str) -> None:
        """The offer goes with whatever it is that is typed."""
        self._names.setRowCount(self._known_rows)
        if text.strip() and text.strip().casefold() not in self._known:
            self._names.appendRow(_named(text, self._options.offer_to_make.format(name=text.strip())))


def _named(name: str, sentence: str) -> QStandardItem:
    item = QStandardItem(sentence)
    item.setData(name, _NAME_ROLE)
    return item
