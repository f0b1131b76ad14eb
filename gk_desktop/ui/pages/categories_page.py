"""The category system: a tree by code, and what each category means."""

from collections.abc import Sequence
from typing import ClassVar

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.category import Category
from gk_desktop.domain.record import Record
from gk_desktop.ui.pages.records_page import RecordsPage
from gk_desktop.ui.widgets.record_list import CategoryTree, FilteredList


class CategoriesPage(RecordsPage):
    TITLE: ClassVar[str] = N_("Kategorien")
    RECORD_TYPE: ClassVar[type[Record]] = Category
    KINDS: ClassVar[tuple[str, ...]] = ("category",)
    NEW_TEXT: ClassVar[str] = N_("Kategorie anlegen")
    NEW_TITLE: ClassVar[str] = N_("Neue Kategorie")
    EMPTY_TEXT: ClassVar[str] = N_("Hier steht das Kategoriensystem, jede Kategorie mit Definition und Codierregel.")

    def _make_list(self) -> FilteredList:
        return CategoryTree(_(self.TITLE))

    def _rows(self) -> Sequence[Record]:
        return self._context.workspace.records.find(Category)

    def _blank(self) -> Record:
        """A new category goes where its sister is."""
        found = self._context.workspace.records.look_up(Category, self.shown_id) if self.shown_id else None
        if found is None:
            return Category()
        return Category(parent=found.parent or found.id, dimension=found.dimension, origin=_("induktiv"))
