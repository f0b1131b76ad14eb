"""Einwilligungen: the register, what has to be deleted by when, and the Löschprotokoll."""

from typing import ClassVar, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.change_set import ChangeSet
from gk_desktop.domain.consent import Deletion
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.forms_dialog import FormsDialog
from gk_desktop.ui.dialogs.project_dialog import ProjectDialog
from gk_desktop.ui.pages.consent_register import ConsentRegister
from gk_desktop.ui.pages.deletion_sections import DeletionLogSection, DueSection
from gk_desktop.ui.widgets.roomy_tabs import RoomyTabs

_KINDS: Final = frozenset({"consent", "deletion", "person"})
_DUE: Final = 1


class ConsentPage(QWidget):
    TITLE: ClassVar[str] = N_("Einwilligungen")

    # What is to be done with the Schlüsseldatei.
    identities_requested = Signal(str)

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_stale = True
        self.register = ConsentRegister(context)
        self.due = DueSection(context)
        self.log = DeletionLogSection(context)
        self.tabs = RoomyTabs()
        for part, label in (
            (self.register, _("Register")),
            (self.due, _("Fristen")),
            (self.log, _("Löschprotokoll")),
        ):
            self.tabs.addTab(part, label)
        self._forms = QPushButton(_("&Formulare und Merkblätter …"))
        corner = QWidget()
        beside = QHBoxLayout(corner)
        beside.setContentsMargins(0, 0, 24, 6)
        beside.addWidget(self._forms)
        self.tabs.setCornerWidget(corner)
        QWidget.setTabOrder(self.tabs.tabBar(), self._forms)
        self._add_action(_("Formulare und Merkblätter …"), "Ctrl+M", self._on_forms)
        self._add_action(_("Projektangaben …"), "", self._on_project)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

        self._forms.clicked.connect(self._on_forms)
        self.register.identities_requested.connect(self.identities_requested)
        self.primary_action().triggered.connect(self._on_new)
        self.tabs.currentChanged.connect(self._offer_actions)
        context.changed.connect(self._on_changed)

        self._forms.setObjectName("open_forms")
        self._forms.setAccessibleName(_("Formulare und Merkblätter"))
        self._forms.setToolTip(_("Einwilligungen, Information nach Art. 13 und Merkblätter drucken (Strg+M)"))
        self.tabs.setObjectName("consent_parts")
        self.tabs.setAccessibleName(_(self.TITLE))
        self.tabs.tabBar().setAccessibleName(_("Teile der Seite Einwilligungen"))
        self.setObjectName("consents_page")
        self._offer_actions()

    def _add_action(self, text: str, shortcut: str, slot: object) -> None:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(shortcut)
        action.triggered.connect(slot)
        self.addAction(action)

    # What the shell asks for.

    def primary_action(self) -> QAction:
        return self.register.primary_action()

    def enter(self) -> None:
        self.refresh()
        if self.tabs.currentWidget() is self.register:
            self.register.enter()
        elif self.tabs.currentIndex() == _DUE:
            self.due.listing.enter()
        else:
            self.log.listing.enter()

    def show_record(self, record_id: str) -> None:
        """A consent in the register, or a line of the Löschprotokoll."""
        if self._context.workspace.records.look_up(Deletion, record_id) is not None:
            self.refresh()
            self.tabs.setCurrentWidget(self.log)
            self.log.listing.select(record_id)
            self.log.listing.enter()
            return
        self.tabs.setCurrentWidget(self.register)
        self.register.show_record(record_id)

    def save_pending(self) -> None:
        """Save what is half typed; never asks."""
        self.register.save_pending()

    def refresh(self) -> None:
        """Show what is in the store now."""
        self._is_stale = False
        self.register.refresh()
        pressing = self.due.refresh()
        self.tabs.setTabText(_DUE, f"{_('Fristen')} ({pressing})" if pressing else _("Fristen"))
        self.log.refresh()

    @Slot()
    def _offer_actions(self) -> None:
        """Keys and commands of the part that is in sight; a new consent from everywhere."""
        for part in (self.register, self.due, self.log):
            for action in part.actions():
                if part is self.tabs.currentWidget():
                    self.addAction(action)
                elif action is not self.primary_action():
                    self.removeAction(action)

    @Slot()
    def _on_new(self) -> None:
        self.tabs.setCurrentWidget(self.register)
        self.register.edit_new()

    @Slot()
    def _on_forms(self) -> None:
        self.save_pending()
        FormsDialog(self._context, self).open()

    @Slot()
    def _on_project(self) -> None:
        ProjectDialog(self._context, self).open()

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change.kind in _KINDS for change in change_set.changes):
            if self.isVisible():
                self.refresh()
            else:
                self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()
