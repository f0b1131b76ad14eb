"""Who a person is: from the Schlüsseldatei while it is open, else what that is and how to open it."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gk_desktop.base.i18n import N_, _
from gk_desktop.domain.case import Person
from gk_desktop.domain.identity import ContactNote, Identity
from gk_desktop.services.identities import Identities
from gk_desktop.ui.icons import icon
from gk_desktop.ui.theme import Sign
from gk_desktop.ui.viewmodels.field_options import FieldOptions, Option
from gk_desktop.ui.widgets.contact_history import ContactHistory
from gk_desktop.ui.widgets.hairline import Hairline
from gk_desktop.ui.widgets.identity_words import MAIN_FILE_IS_PERSONAL
from gk_desktop.ui.widgets.roomy_tabs import RoomyTabs
from gk_desktop.ui.widgets.scrolled import Scrolled
from gk_desktop.ui.widgets.secret_form import SecretForm
from gk_desktop.ui.widgets.sign_label import SignLabel
from gk_desktop.ui.widgets.undo_keys import is_undo

OPEN, CREATE, CLOSE, UNDO, RESTORE = "open", "create", "close", "undo", "restore"
TAKE_AS_NEWEST: Final = "newest"
"""What the pane may wish for."""

_ROWS: Final = (
    ("salutation", "title"),
    ("given_name", "family_name"),
    ("further_names",),
    ("function", "institution"),
    ("phone", "email"),
    ("address",),
    ("note",),
)
_SALUTATIONS: Final = (N_("Frau"), N_("Herr"))
_TEXT_WIDTH: Final = 520
_CLOSED, _SHOWN, _WAITING = range(3)
_CONTACTS: Final = 1


class IdentityPane(QWidget):
    # One of the words above.
    requested = Signal(str)
    # An Identity or a ContactNote as it is to be saved.
    identity_changed = Signal(object)
    contact_changed = Signal(object)
    contact_requested = Signal()
    contact_removed = Signal(str)
    # Esc: back to the list.
    escaped = Signal()

    def __init__(self, identities: Identities, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._identities = identities
        self._person: Person | None = None
        salutations = FieldOptions(tuple(Option(_(word), _(word)) for word in _SALUTATIONS), is_open=True)
        self._form = SecretForm(Identity, _ROWS, {"salutation": salutations})
        self._contacts = ContactHistory()
        self._tabs = RoomyTabs()
        self._age = SignLabel(Sign.WARNING)
        self._undo = QToolButton()
        self._close = QToolButton()
        self._open = QPushButton()
        self._create = QPushButton(_("Schlüsseldatei anle&gen …"))
        self._restore = QPushButton(_("Si&cherung einspielen …"))
        self._missing = QLabel()
        self._stack = QStackedWidget()

        self._lay_out()

        self._form.changed.connect(self.identity_changed)
        self._form.escaped.connect(self.escaped)
        self._contacts.changed.connect(self.contact_changed)
        self._contacts.new_requested.connect(self.contact_requested)
        self._contacts.remove_requested.connect(self.contact_removed)
        self._contacts.escaped.connect(self.escaped)
        for button, wish in (
            (self._open, OPEN),
            (self._create, CREATE),
            (self._restore, RESTORE),
            (self._undo, UNDO),
            (self._close, CLOSE),
        ):
            button.setObjectName(f"identities_{wish}")
            button.setProperty("wish", wish)
            button.clicked.connect(self._on_clicked)

        self.setObjectName("identity_pane")
        self._colour()

    def _lay_out(self) -> None:
        heading = QLabel(_("Angaben aus der Schlüsseldatei"))
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 24, 0)
        head.addWidget(heading, 1)
        for button, text, tip in (
            (self._undo, _("Rückgängig"), _("Die letzte Änderung in der Schlüsseldatei zurücknehmen")),
            (self._close, _("Schließen"), _("Die Schlüsseldatei schließen; Codes und Rollen bleiben zu sehen")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setIconSize(QSize(16, 16))
            head.addWidget(button)
        for page in (Scrolled(self._closed_page()), self._open_page(), Scrolled(self._waiting_page())):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _closed_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 24, 16)
        column.setSpacing(8)
        for text in (
            _(
                "Name, Anschrift und Kontakte stehen nicht im Projekt, sondern in der Schlüsseldatei: einer eigenen"
                " verschlüsselten Datei mit eigener Passphrase. Ohne sie arbeiten Sie mit Codes und Rollen weiter."
            ),
            _(MAIN_FILE_IS_PERSONAL),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setMaximumWidth(_TEXT_WIDTH)
            column.addWidget(label)
        self._missing.setWordWrap(True)
        self._missing.setMaximumWidth(_TEXT_WIDTH)
        self._missing.setObjectName("identities_missing")
        column.addWidget(self._missing)
        row = QHBoxLayout()
        for button in (self._create, self._restore, self._open):
            row.addWidget(button)
        row.addStretch()
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch()
        return page

    def _waiting_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 24, 16)
        label = QLabel(_("Wer die Person ist, können Sie eintragen, sobald sie Fall, Rolle und damit ihren Code hat."))
        label.setWordWrap(True)
        label.setMaximumWidth(_TEXT_WIDTH)
        column.addWidget(label)
        column.addStretch()
        return page

    def _open_page(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 8, 24, 16)
        column.addWidget(self._form)
        column.addStretch()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(Scrolled(inside), _("Angaben"))
        self._tabs.addTab(Scrolled(self._contacts), _("Kontaktverlauf"))
        self._tabs.setAccessibleName(_("Angaben aus der Schlüsseldatei"))
        self._tabs.tabBar().setAccessibleName(_("Teile der Angaben"))
        self._tabs.setObjectName("identity_tabs")
        self._age.setObjectName("age_warning")
        self._age.setContentsMargins(16, 4, 24, 4)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._age)
        layout.addWidget(self._tabs, 1)
        return page

    @property
    def form(self) -> SecretForm:
        return self._form

    @property
    def contacts(self) -> ContactHistory:
        return self._contacts

    def show_person(self, person: Person | None) -> None:
        """Whose identity is shown; none while the person is not saved yet."""
        self.save_pending()
        self._person = person
        self.refresh()

    def refresh(self) -> None:
        """What stands in the Schlüsseldatei now, or that it is closed."""
        is_open = self._identities.is_open
        if is_open:
            self._show_open()
        else:
            self._form.forget()
            self._contacts.forget()
            self._show_closed()
        self._undo.setVisible(is_open)
        self._undo.setEnabled(self._identities.can_undo)
        self._close.setVisible(is_open)
        self._stack.setCurrentIndex(_CLOSED if not is_open else _SHOWN if self._person else _WAITING)

    def _show_open(self) -> None:
        person, warning = self._person, self._identities.age_warning
        self._age.setText(warning)
        self._age.setVisible(bool(warning))
        blank = Identity(id=person.id, code=person.code) if person else None
        self._form.show_record((self._identities.identity(person.id) or blank) if person else None)
        notes = self._identities.contacts_of(person.id) if person else []
        self._contacts.show_notes(notes)
        title = _("Kontaktverlauf")
        self._tabs.setTabText(_CONTACTS, f"{title} ({len(notes)})" if notes else title)

    def _show_closed(self) -> None:
        exists, has_backups = self._identities.exists, bool(self._identities.backups())
        self._open.setText(_("Schlüsseldatei ö&ffnen …") if exists else _("&Vorhandene Datei wählen …"))
        self._create.setVisible(not exists and not has_backups)
        self._restore.setVisible(not exists and has_backups)
        gone = _("Am gewohnten Ort liegt keine Schlüsseldatei mehr; ihre Sicherungen sind noch da.")
        self._missing.setText(gone)
        self._missing.setVisible(not exists and has_backups)

    def save_pending(self) -> None:
        """Save what is half typed; never asks."""
        self._form.save_pending()
        self._contacts.save_pending()

    def edit_contact(self, note: ContactNote) -> None:
        """To the fields of a contact."""
        self._tabs.setCurrentIndex(_CONTACTS)
        self._contacts.edit(note.id)

    @Slot()
    def _on_clicked(self) -> None:
        self.save_pending()
        self.requested.emit(str(self.sender().property("wish")))

    def _colour(self) -> None:
        self._undo.setIcon(icon("undo-2", self.palette()))
        self._close.setIcon(icon("lock", self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_stack"):
            self._colour()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z in here is about the Schlüsseldatei: the window would take back something of the project."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self.requested.emit(UNDO)
        else:
            super().keyPressEvent(event)
