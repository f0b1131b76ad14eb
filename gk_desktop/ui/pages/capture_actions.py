"""What can be done in the Mitschrift, with its keys (design: no Ctrl+Alt, nothing a German keyboard needs to write)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import N_, _

SPEAKER_KEYS: Final = 9


class Owner(StrEnum):
    """Whose slot an action calls."""

    COMMANDS = "commands"
    EDITING = "editing"
    FIND = "find"
    TIME = "time"
    HISTORY = "history"
    PANES = "panes"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """`slot` names a method of the `owner`.

    `short` is the word in the strip below the line, if the action stands there. `for_stream` keys count only while the
    stream has the focus.
    """

    key: str
    text: str
    shortcut: str
    slot: str
    short: str = ""
    for_stream: bool = False
    owner: Owner = Owner.COMMANDS


ACTIONS: Final[tuple[ActionEntry, ...]] = (
    ActionEntry("decision", N_("Beschluss"), "F5", "on_decision", N_("Beschluss")),
    ActionEntry("task", N_("Auftrag"), "F6", "on_task", N_("Auftrag")),
    ActionEntry("open_point", N_("Offener Punkt, noch einmal: eigene Rückfrage"), "F7", "on_open_point", N_("offen")),
    ActionEntry("observation", N_("Beobachtung, noch einmal: Kontext"), "F8", "on_observation", N_("Beobachtung")),
    ActionEntry("note", N_("Anmerkung, noch einmal: Theorie"), "F9", "on_note", N_("Anmerkung")),
    ActionEntry("no_quote", N_("Nicht zitieren"), "F12", "on_no_quote", N_("nicht zitieren")),
    ActionEntry("polity", N_("Strukturen (polity)"), "Shift+F5", "on_polity"),
    ActionEntry("politics", N_("Prozesse (politics)"), "Shift+F6", "on_politics"),
    ActionEntry("policy", N_("Ergebnisse (policy)"), "Shift+F7", "on_policy"),
    ActionEntry("date_back", N_("Vor 1, 2, 5, 10 Minuten gesagt"), "F4", "on_date_back", N_("früher")),
    ActionEntry("same_time", N_("Gleiche Zeit wie zuvor"), "Shift+F4", "on_same_time"),
    ActionEntry("time", N_("Uhrzeit eingeben"), "Ctrl+U", "on_time", owner=Owner.TIME),
    ActionEntry("previous_top", N_("Vorheriger TOP"), "Ctrl+Up", "on_previous_top"),
    ActionEntry("next_top", N_("Nächster TOP"), "Ctrl+Down", "on_next_top"),
    ActionEntry("edit", N_("Eintrag ändern"), "F2", "on_edit", owner=Owner.EDITING),
    ActionEntry("split", N_("Eintrag an der Schreibmarke teilen"), "Ctrl+Enter", "on_split", owner=Owner.EDITING),
    ActionEntry("join", N_("Einträge verbinden"), "Ctrl+J", "on_join"),
    ActionEntry("move", N_("In anderen TOP verschieben"), "Ctrl+T", "on_move"),
    ActionEntry("earlier", N_("Eine Minute früher"), "Alt+Left", "on_earlier", for_stream=True),
    ActionEntry("later", N_("Eine Minute später"), "Alt+Right", "on_later", for_stream=True),
    ActionEntry("quote", N_("Wörtliches Zitat"), "Shift+F9", "on_quote"),
    ActionEntry("quote_released", N_("Zitat freigegeben, noch einmal: doch nicht"), "Shift+F12", "on_quote_released"),
    ActionEntry("statement", N_("Aussage (ohne Zeichen)"), "Shift+F8", "on_statement"),
    ActionEntry("history", N_("Verlauf des Eintrags …"), "Ctrl+H", "on_history", owner=Owner.HISTORY),
    ActionEntry("delete", N_("Einträge löschen"), "Del", "on_delete", for_stream=True),
)

SELECTION_ACTIONS: Final = (
    "edit",
    "join",
    "move",
    "time",
    "earlier",
    "later",
    "no_quote",
    "quote_released",
    "history",
    "delete",
)
"""What the menu of the stream offers, besides kinds and speakers."""

PAGE_ACTIONS: Final[tuple[ActionEntry, ...]] = (
    ActionEntry("field_mode", N_("Feldmodus"), "F11", "on_field_mode", owner=Owner.PAGE),
    ActionEntry("cheat_sheet", N_("Tasten und Zeichen"), "F1", "on_cheat_sheet", N_("alle Tasten"), owner=Owner.PAGE),
    ActionEntry("export", N_("Protokoll erstellen"), "Ctrl+E", "on_export", owner=Owner.PAGE),
    ActionEntry("find", N_("In dieser Mitschrift suchen"), "Ctrl+F", "on_find", owner=Owner.FIND),
    ActionEntry("find_next", N_("Nächster Treffer"), "F3", "on_find_next", owner=Owner.FIND),
    ActionEntry("find_previous", N_("Voriger Treffer"), "Shift+F3", "on_find_previous", owner=Owner.FIND),
    ActionEntry("agenda", N_("Tagesordnung ein- oder ausblenden"), "", "on_toggle_agenda", owner=Owner.PANES),
    ActionEntry("side", N_("Rechte Spalte ein- oder ausblenden"), "", "on_toggle_side", owner=Owner.PANES),
)


def make_actions(page: QWidget, owners: Mapping[Owner, QObject], stream: QWidget) -> dict[str, QAction]:
    """Every action by its key; they belong to the page."""
    speakers = [ActionEntry(f"speaker_{n}", "", f"Ctrl+{n}", "on_speaker") for n in range(1, SPEAKER_KEYS + 1)]
    actions = {
        entry.key: _action(entry, page, owners[entry.owner], stream) for entry in (*ACTIONS, *PAGE_ACTIONS, *speakers)
    }
    actions["field_mode"].setCheckable(True)
    for number, entry in enumerate(speakers, start=1):
        actions[entry.key].setData(number)
    return actions


def short_actions(actions: dict[str, QAction]) -> list[tuple[QAction, str]]:
    """What stands in the strip below the line."""
    return [(actions[entry.key], _(entry.short)) for entry in (*ACTIONS, *PAGE_ACTIONS) if entry.short]


def _action(entry: ActionEntry, page: QWidget, target: QObject, stream: QWidget) -> QAction:
    action = QAction(_(entry.text) if entry.text else "", page)
    action.setObjectName(f"capture_{entry.key}")
    keys = [QKeySequence(entry.shortcut)]
    if entry.shortcut.endswith("+Enter"):
        # The large key is called Return; people and keyboards say Enter.
        keys.append(QKeySequence(entry.shortcut.replace("Enter", "Return")))
    action.setShortcuts(keys)
    action.triggered.connect(getattr(target, entry.slot))
    if entry.for_stream:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        stream.addAction(action)
    else:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    page.addAction(action)
    return action
