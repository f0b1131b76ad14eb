"""What the pages of all kinds of records share: a list to walk through, a form beside it, both by keyboard alone."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.record import Record
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.history_dialog import HistoryDialog
from gk_desktop.ui.icons import icon
from gk_desktop.ui.viewmodels.record_draft import Adder
from gk_desktop.ui.viewmodels.record_titles import title
from gk_desktop.ui.widgets.child_section import ChildSection
from gk_desktop.ui.widgets.deletion_notice import DeletionNotice
from gk_desktop.ui.widgets.elided_label import ElidedLabel
from gk_desktop.ui.widgets.empty_state import EmptyState
from gk_desktop.ui.widgets.record_form import RecordForm
from gk_desktop.ui.widgets.record_list import FilteredList
from gk_desktop.ui.widgets.roomy_tabs import RoomyTabs

_WIDE_FROM: Final = 800
"""Narrower pages show their buttons without words."""


class RecordsPage(QWidget):
    """A page says what its records are, how they are listed and what belongs to each of them."""

    TITLE: ClassVar[str] = ""
    RECORD_TYPE: ClassVar[type[Record]]
    # Kinds whose changes show here.
    KINDS: ClassVar[tuple[str, ...]] = ()
    NEW_TEXT: ClassVar[str] = ""
    NEW_TITLE: ClassVar[str] = ""
    EMPTY_TEXT: ClassVar[str] = ""
    FORM_TAB: ClassVar[str] = ""

    # Another record is shown: its id, or nothing.
    shown = Signal(str)

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown_id = ""
        self._is_stale = True
        self._icons: dict[str, QAction] = {}
        self._worded: list[QToolButton] = []
        self._new = self.add_action(_(self.NEW_TEXT), "Ctrl+N", self._on_new)
        self._list = self._make_list()
        self._form = RecordForm(context, self.RECORD_TYPE)
        self._sections = self._make_sections()
        self._tabs = RoomyTabs()
        self._notice = DeletionNotice()
        self._title = ElidedLabel()
        self._buttons = QHBoxLayout()
        self._right = QStackedWidget()
        self._add_common_actions()
        self._lay_out()

        self._list.current_changed.connect(self._on_current_changed)
        self._list.open_requested.connect(self._on_open)
        self._form.added.connect(self._on_added)
        self._form.escaped.connect(self._on_escaped)
        self._notice.keep_requested.connect(self._on_keep)
        self._notice.delete_requested.connect(self._on_delete)
        for section in self._sections:
            section.table.escaped.connect(self._on_escaped)
            section.count_changed.connect(self._name_tabs)
            section.show_requested.connect(self._on_section_requested)
        context.changed.connect(self._on_changed)

        self._list.offer(self._new)
        self.setObjectName(f"{self.RECORD_TYPE.KIND}_page")

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._title.setFont(font)
        self._title.setObjectName("record_title")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 24, 4)
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        self._buttons.setSpacing(4)
        head.addLayout(self._buttons)

        record = QWidget()
        column = QVBoxLayout(record)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addWidget(self._body(), 1)

        self._right.addWidget(EmptyState(_(self.EMPTY_TEXT), self._new, *self._more_steps()))
        self._right.addWidget(record)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._list)
        split.addWidget(self._right)
        split.setStretchFactor(0, 35)
        split.setStretchFactor(1, 65)
        split.setSizes([350, 650])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _body(self) -> QWidget:
        """What stands below the title of the record."""
        return self._with_tabs() if self._sections else self._form

    def _with_tabs(self) -> RoomyTabs:
        self._tabs.setDocumentMode(True)
        self._tabs.setObjectName("parts")
        self._tabs.addTab(self._form, _(self.FORM_TAB))
        for section in self._sections:
            self._tabs.addTab(section, section.title)
        self._tabs.setAccessibleName(_(self.TITLE))
        self._tabs.tabBar().setAccessibleName(_("Teile des Datensatzes"))
        return self._tabs

    def _add_common_actions(self) -> None:
        self._add_page_actions()
        self._history = self.add_action(_("Verlauf …"), "Ctrl+H", self._on_history)
        self._delete = self.add_action(_("In den Papierkorb"), "Del", self._on_delete)
        self._delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._list.view.addAction(self._delete)
        self.show_button(self._history, "history", with_text=False)
        self.show_button(self._delete, "trash-2", with_text=False)
        for section in self._sections:
            self.addActions(section.actions())

    def add_action(self, text: str, shortcut: str, slot: Callable[[], None]) -> QAction:
        """Something this page can do, by key and from the command palette."""
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def show_button(self, action: QAction, icon_name: str, *, with_text: bool = True) -> None:
        """A button for it above the record."""
        action.setIcon(icon(icon_name, self.palette()))
        self._icons[icon_name] = action
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAutoRaise(not with_text)
        if with_text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._worded.append(button)
        button.setAccessibleName(action.text())
        button.setObjectName(f"button_{icon_name}")
        self._buttons.addWidget(button)

    # What a page fills in.

    @abstractmethod
    def _make_list(self) -> FilteredList:
        """The list or tree at the left."""

    def _make_sections(self) -> list[ChildSection]:
        return []

    def _add_page_actions(self) -> None:
        pass

    def _more_steps(self) -> Sequence[QAction]:
        """What else one may begin with where there is nothing yet."""
        return ()

    @abstractmethod
    def _rows(self) -> Sequence[Record]:
        """What the list shows, in its order."""

    def _blank(self) -> Record:
        return self.RECORD_TYPE()

    def _adder(self) -> Adder | None:
        """What saves a new record, where the service for all kinds is not enough."""
        return None

    def _look_up(self, record_id: str) -> Record | None:
        return self._context.workspace.records.look_up(self.RECORD_TYPE, record_id)

    def _open_tabs(self, record: Record) -> tuple[bool, ...]:
        """Which parts of a record can be worked on: what belongs to it waits until it is saved."""
        return (True, *(bool(record.id) for _section in self._sections))

    # What the shell asks for.

    def primary_action(self) -> QAction:
        return self._new

    @property
    def shown_id(self) -> str:
        """The record that is shown; nothing while it is a new one."""
        return self._shown_id

    def enter(self) -> None:
        """The page is shown: up to date, and the focus where the arrows move through the list."""
        self.refresh()
        if self._list.is_empty and self._form.record is None:
            self._right.setCurrentIndex(0)
            button = self._right.findChild(QWidget, "next_step")
            if button is not None:
                button.setFocus()
            return
        if not self._list.current_id and self._form.record is None:
            self._list.select_first()
        self._list.enter()

    def show_record(self, record_id: str) -> None:
        """Show a record of this page, or one that belongs to one of them."""
        self.save_pending()
        self.refresh()
        for section in self._sections:
            owner_id = section.owner_of(record_id)
            if owner_id:
                self._list.select(owner_id)
                self._tabs.setCurrentWidget(section)
                section.table.select(record_id)
                section.table.view.setFocus()
                return
        self._list.select(record_id)
        self._list.enter()

    def save_pending(self) -> None:
        """Save what is half typed; never asks."""
        self._form.save_pending()
        for section in self._sections:
            section.table.save_pending()

    def refresh(self) -> None:
        """Show what is in the store now."""
        self._is_stale = False
        self._list.set_rows(self._rows())
        record = self._form.record
        if record is not None and record.id:
            found = self._look_up(record.id)
            if found is not None:
                self._form.refresh(found)
                self._name_record(found)
            elif self._list.current_id in ("", record.id):
                self._show_nothing()
        for section in self._sections:
            section.refresh()

    def _show(self, record: Record) -> None:
        self._form.show_record(record, self._adder())
        self._shown_id = record.id
        self._name_record(record)
        for section in self._sections:
            section.show_owner(record)
        self._right.setCurrentIndex(1)
        self._enable_what_it_allows(record)
        self.shown.emit(record.id)

    def _enable_what_it_allows(self, record: Record) -> None:
        is_open = self._open_tabs(record)
        for tab in range(self._tabs.count()):
            self._tabs.setTabEnabled(tab, is_open[tab])
        self._history.setEnabled(bool(record.id) and is_open[0])
        self._delete.setEnabled(bool(record.id) and is_open[0])

    def _show_nothing(self) -> None:
        self._form.clear()
        self._shown_id = ""
        for section in self._sections:
            section.show_owner(None)
        self._right.setCurrentIndex(0)
        self.shown.emit("")

    def _name_record(self, record: Record) -> None:
        self._title.show_text(title(record) if record.id else _(self.NEW_TITLE))
        self._notice.setVisible(bool(record.id) and self._context.workspace.keeping.is_contested(record.id))

    def _section_in_use(self) -> ChildSection | None:
        return next((section for section in self._sections if section.isVisible()), None)

    @Slot()
    def _name_tabs(self) -> None:
        for tab, section in enumerate(self._sections, start=1):
            text = f"{section.title} ({section.table.model.count})" if section.table.model.count else section.title
            self._tabs.setTabText(tab, text)

    @Slot()
    def _on_section_requested(self) -> None:
        section = self.sender()
        if isinstance(section, ChildSection):
            self._tabs.setCurrentWidget(section)

    @Slot(str)
    def _on_current_changed(self, record_id: str) -> None:
        if record_id == self._shown_id:
            return
        record = self._form.record
        if record is not None and record.id == record_id:
            self._shown_id = record_id
            return
        found = self._look_up(record_id)
        if found is not None:
            self._show(found)

    @Slot()
    def _on_new(self) -> None:
        self.save_pending()
        self._list.select("")
        self._show(self._blank())
        self._tabs.setCurrentIndex(0)
        self._form.edit()

    @Slot(str)
    def _on_added(self, record_id: str) -> None:
        """The new record is saved: the rest of the page learns of it, the cursor stays where it is."""
        record = self._form.record
        assert record is not None
        self._shown_id = record_id
        self._list.select(record_id)
        self._name_record(record)
        for section in self._sections:
            section.show_owner(record)
        self._enable_what_it_allows(record)
        self.shown.emit(record_id)

    @Slot(str)
    def _on_open(self, record_id: str) -> None:
        if not record_id:
            return
        if self._tabs.count() and not self._tabs.isTabEnabled(0):
            self._sections[0].table.view.setFocus()
            return
        self._tabs.setCurrentIndex(0)
        self._form.edit()

    @Slot()
    def _on_escaped(self) -> None:
        self.save_pending()
        self._list.enter()

    @Slot()
    def _on_delete(self) -> None:
        """Into the Papierkorb, without a question: it comes back from there, and by undo."""
        self.save_pending()
        if self._shown_id:
            keeping, record_id = self._context.workspace.keeping, self._shown_id
            self._context.perform(lambda: keeping.delete(self.RECORD_TYPE, record_id))

    @Slot()
    def _on_keep(self) -> None:
        keeping, record_id = self._context.workspace.keeping, self._shown_id
        self._context.perform(lambda: keeping.keep(self.RECORD_TYPE, record_id))

    @Slot()
    def _on_history(self) -> None:
        self.save_pending()
        kind: type[Record] = self.RECORD_TYPE
        record_id = self._shown_id
        section = self._section_in_use()
        if section is not None and section.table.current_id:
            kind, record_id = section.record_type, section.table.current_id
        if record_id:
            HistoryDialog(self._context, kind, record_id, self).open()

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change.kind in self.KINDS for change in change_set.changes):
            if self.isVisible():
                self.refresh()
            else:
                self._is_stale = True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            for name, action in self._icons.items():
                action.setIcon(icon(name, self.palette()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        for button in self._worded:
            is_wide = event.size().width() >= _WIDE_FROM
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()
