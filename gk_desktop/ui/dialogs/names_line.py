"""How it stands with the names of a document that is about to be written, and the way to look through them."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.domain.minutes import ExportClass, MinutesKind, NameState
from gk_desktop.services.export_preview import ExportPreview
from gk_desktop.services.table_composing import ComposedTable
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.dialogs.name_check_dialog import NameCheckDialog
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.widgets.sign_label import SignLabel

_SAID: Final = {state: Sign.DECISION if state is NameState.CHECKED else Sign.WARNING for state in NameState}


class NamesLine(QWidget):
    """Nothing for INTERN, which shows names, except of whom. `reason` is why to write although hits are open.

    A file about several events is looked through one event after the other.
    """

    def __init__(self, context: WorkspaceContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._document: tuple[str, MinutesKind, ExportClass] | None = None
        self._sentence = SignLabel(Sign.WARNING)
        self._check = QPushButton(_("Namen p&rüfen …"))
        self._open_file = QPushButton(_("S&chlüsseldatei öffnen …"))
        self._in_spite = QPushButton(_("Trotzdem ausge&ben …"))
        self._reason = QLineEdit()
        self._restricted = SignLabel(Sign.WARNING)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._sentence, 1)
        for button in (self._open_file, self._in_spite, self._check):
            line.addWidget(button)
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self._reason)
        layout.addWidget(self._restricted)
        self._dress()
        self._check.clicked.connect(self._on_check)
        self._open_file.clicked.connect(self._on_open_file)
        self._in_spite.clicked.connect(self._on_in_spite)

    def _dress(self) -> None:
        names = (
            (self._sentence, "names_unchecked", ""),
            (self._check, "check_names", _("Treffer ansehen und entscheiden, was an ihre Stelle tritt")),
            (self._open_file, "open_identity_file", _("Um Namen von Personen zu finden")),
            (self._in_spite, "in_spite_of_names", _("Die Vorschläge gelten; die Begründung wird festgehalten")),
            (self._reason, "in_spite_reason", ""),
            (self._restricted, "restricted_persons", ""),
        )
        for widget, name, tool_tip in names:
            widget.setObjectName(name)
            widget.setToolTip(tool_tip)
        self._reason.hide()

    def ask_reason(self, why: str) -> None:
        """Show where a reason is typed, with the question it answers."""
        self._reason.setPlaceholderText(why)
        self._reason.setAccessibleName(why)
        self._reason.show()
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        return self._reason.text() if self._reason.isVisibleTo(self) else ""

    def show_for(self, event_id: str, kind: MinutesKind, export_class: ExportClass, preview: ExportPreview) -> None:
        """For the minutes of one event."""
        said = self._said(preview.names, preview.open_names, preview.names_gap)
        self._show((event_id, kind, export_class), preview.names, said, preview.restricted)
        self._check.setVisible(preview.names is not NameState.UNCHECKED and export_class is not ExportClass.INTERN)

    def show_for_table(self, table: ComposedTable) -> None:
        """For a table or a reading text: what is looked through next is the first event with open hits."""
        # What belongs to no event comes last.
        waiting = sorted((part.event for part in table.undecided_parts), key=lambda event: not event)
        said = self._said(table.names, 0, table.names_gap)
        if table.names is NameState.UNDECIDED:
            events = sum(bool(event) for event in waiting)
            said = ngettext(
                "Namen: in {count} Veranstaltung sind Treffer ungeklärt.",
                "Namen: in {count} Veranstaltungen sind Treffer ungeklärt.",
                events,
            ).format(count=events)
            said = said if events else _("Namen: in Aufträgen ohne Veranstaltung sind Treffer ungeklärt.")
        request = table.request
        first = waiting[0] if waiting else ""
        document = (first, request.what.minutes_kind, request.export_class)
        self._show(document, table.names, said, table.restricted)
        self._check.setVisible(bool(waiting))

    def _show(
        self, document: tuple[str, MinutesKind, ExportClass], names: NameState, said: str, restricted: str
    ) -> None:
        is_open = names is NameState.UNDECIDED
        if document != self._document or not is_open:
            # A reason is one for this document.
            self._reason.clear()
            self._reason.hide()
        self._document = document
        older = self._context.workspace.identities.age_warning
        self._sentence.set_sign(Sign.WARNING if older else _SAID[names])
        self._sentence.setText(f"{said} {older}".strip())
        is_checked = document[-1] is not ExportClass.INTERN
        can_open = names is NameState.UNCHECKED and self._context.workspace.identities.exists
        self._sentence.setVisible(is_checked)
        self._open_file.setVisible(is_checked and can_open)
        self._in_spite.setVisible(is_open)
        self._restricted.setText(restricted)
        self._restricted.setVisible(bool(restricted))
        self.setVisible(is_checked or bool(restricted))

    def _said(self, names: NameState, open_names: int, gap: str) -> str:
        if names is NameState.UNCHECKED:
            if self._context.workspace.identities.exists:
                return _("Namen ungeprüft: Die Schlüsseldatei ist geschlossen.")
            return _("Namen ungeprüft: Es gibt noch keine Schlüsseldatei, mit der sich vergleichen ließe.")
        if open_names:
            return ngettext(
                "Namen: {count} Treffer ungeklärt.", "Namen: {count} Treffer ungeklärt.", open_names
            ).format(count=open_names)
        return gap or _("Namen geprüft: kein Treffer ungeklärt.")

    @Slot()
    def _on_check(self) -> None:
        if self._document is not None:
            event_id, kind, export_class = self._document
            NameCheckDialog(self._context, event_id, kind, export_class, self).open()

    @Slot()
    def _on_open_file(self) -> None:
        # Deriving keys is loaded only where a Schlüsseldatei is opened.
        from gk_desktop.ui.dialogs.identity_open_dialog import IdentityOpenDialog  # noqa: PLC0415

        IdentityOpenDialog(self._context, self).open()

    @Slot()
    def _on_in_spite(self) -> None:
        self.ask_reason(
            _("Warum trotz ungeklärter Namen? Sie werden ersetzt wie vorgeschlagen, „Namen ungeprüft“ bleibt stehen.")
        )
