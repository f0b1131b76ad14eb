"""The rooms of the program, and their pages, each made when it is first entered."""

from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import N_
from gk_desktop.base.settings import Settings
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.bin_page import BinPage
from gk_desktop.ui.pages.capture_page import CapturePage
from gk_desktop.ui.pages.cases_page import CasesPage
from gk_desktop.ui.pages.categories_page import CategoriesPage
from gk_desktop.ui.pages.consent_page import ConsentPage
from gk_desktop.ui.pages.events_page import EventsPage
from gk_desktop.ui.pages.follow_up_page import FollowUpPage
from gk_desktop.ui.pages.persons_page import PersonsPage
from gk_desktop.ui.pages.search_page import SearchPage
from gk_desktop.ui.pages.settings_page import SettingsPage
from gk_desktop.ui.widgets.rail import Room

ROOMS: Final = (
    Room("events", N_("Veranstaltungen"), "calendar-days"),
    Room("capture", N_("Mitschrift"), "notebook-pen"),
    Room("follow_up", N_("Nachbereitung"), "list-checks"),
    Room("cases", N_("Fälle"), "building-2"),
    Room("persons", N_("Personen"), "contact-round"),
    Room("consents", N_("Einwilligungen"), "shield-check"),
    Room("categories", N_("Kategorien"), "tags"),
    Room("search", N_("Suche"), "search"),
    Room("bin", N_("Papierkorb"), "trash-2"),
    Room("settings", N_("Einstellungen"), "settings"),
)

ROOM_OF_KIND: Final = {
    "event": "events",
    "agenda_item": "events",
    "participant": "events",
    "case": "cases",
    "institution": "cases",
    "person": "persons",
    "consent": "consents",
    "deletion": "consents",
    "category": "categories",
}
"""Where a record of a kind is shown."""


_LIST_KEYS: Final = (
    ("↑ ↓", N_("anderer Datensatz")),
    ("Enter", N_("Datensatz ändern")),
    (N_("Buchstaben"), N_("Liste filtern")),
    ("Esc", N_("Filter aufheben, aus dem Formular in die Liste; verwirft nichts")),
)
ROOM_KEYS: Final = {
    "events": _LIST_KEYS,
    "cases": _LIST_KEYS,
    "persons": _LIST_KEYS,
    "consents": _LIST_KEYS,
    "categories": (*_LIST_KEYS, ("← →", N_("Zweig zu- und aufklappen"))),
    "follow_up": (
        ("Enter, F2", N_("Zelle ändern, Lücke füllen")),
        ("Esc", N_("Zelle lassen, wie sie war")),
    ),
    "search": (
        ("Enter", N_("suchen, Treffer zeigen")),
        ("↑ ↓", N_("anderer Treffer")),
        ("Esc", N_("aus den Treffern in die Zeile, dann die Zeile leeren")),
    ),
    "bin": (("↑ ↓", N_("anderer Datensatz")),),
}
"""Keys of a room that are no actions, for its cheat sheet."""


class RoomPages(QObject):
    """Makes the pages and gathers what they wish for."""

    capture_requested = Signal(str)
    export_requested = Signal(str)
    tables_requested = Signal()
    # The event that is looked at; empty for none.
    event_shown = Signal(str)
    back_requested = Signal()
    status_changed = Signal(str)
    field_mode_changed = Signal(bool)
    # Escape where nothing of the page is left to be closed.
    escaped = Signal()
    settings_changed = Signal(object)
    passphrase_requested = Signal()
    about_requested = Signal()
    backed_up = Signal()
    restore_requested = Signal(object)
    identities_requested = Signal(str)

    def __init__(self, context: WorkspaceContext, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._settings = settings
        self._pages: dict[str, QWidget] = {}
        self._makers: Final = {
            "events": EventsPage,
            "capture": self._make_capture,
            "follow_up": FollowUpPage,
            "cases": CasesPage,
            "persons": PersonsPage,
            "consents": ConsentPage,
            "categories": CategoriesPage,
            "search": SearchPage,
            "bin": BinPage,
            "settings": self._make_settings,
        }

    def page(self, key: str) -> Any:
        """The page of a room. Unlocking should not wait for all of them, so it is made now or was made before."""
        if key not in self._pages:
            page = self._makers[key](self._context)
            self._connect(page)
            self._pages[key] = page
        return self._pages[key]

    def known(self, key: str) -> Any:
        """The page of a room that was entered before, else None."""
        return self._pages.get(key)

    def _make_capture(self, context: WorkspaceContext) -> QWidget:
        return CapturePage(context, self._settings)

    def _make_settings(self, context: WorkspaceContext) -> QWidget:
        return SettingsPage(context, self._settings)

    def _connect(self, page: QWidget) -> None:
        """Pass on every wish that this page can have."""
        for name in (
            "capture_requested",
            "export_requested",
            "tables_requested",
            "back_requested",
            "status_changed",
            "field_mode_changed",
            "escaped",
            "settings_changed",
            "passphrase_requested",
            "about_requested",
            "backed_up",
            "restore_requested",
            "identities_requested",
        ):
            wish = getattr(page, name, None)
            if wish is not None:
                wish.connect(getattr(self, name))
        if isinstance(page, EventsPage):
            page.shown.connect(self.event_shown)
