"""What can be done in the Mitschrift, with its keys (design: no Ctrl+Alt, nothing a German keyboard needs to write)."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gk_desktop.base.i18n import N_, _

SPEAKER_KEYS: Final = 9


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """`slot` names a method of the commands, or of the page for `PAGE_ACTIONS`.

    `short` is the word in the strip below the line, if the action stands there. `for_stream` keys count only while the
    stream has the focus.
    """

    key: str
    text: str
    shortcut: str
    slot: str
    short: str = ""
    for_stream: bool = False


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
    ActionEntry("previous_top", N_("Vorheriger TOP"), "Ctrl+Up", "on_previous_top"),
    ActionEntry("next_top", N_("Nächster TOP"), "Ctrl+Down", "on_next_top"),
    ActionEntry("edit", N_("Eintrag ändern"), "F2", "on_edit"),
    ActionEntry("split", N_("Eintrag an der Schreibmarke teilen"), "Ctrl+Return", "on_split"),
    ActionEntry("join", N_("Einträge verbinden"), "Ctrl+J", "on_join"),
    ActionEntry("move", N_("In anderen TOP verschieben"), "Ctrl+T", "on_move"),
    ActionEntry("earlier", N_("Eine Minute früher"), "Alt+Left", "on_earlier", for_stream=True),
    ActionEntry("later", N_("Eine Minute später"), "Alt+Right", "on_later", for_stream=True),
    ActionEntry("quote", N_("Wörtliches Zitat"), "Shift+F9", "on_quote"),
    ActionEntry("statement", N_("Aussage (ohne Zeichen)"), "Shift+F8", "on_statement"),
    ActionEntry("delete", N_("Einträge löschen"), "Del", "on_delete", for_stream=True),
)

SELECTION_ACTIONS: Final = ("edit", "join", "move", "earlier", "later", "no_quote", "delete")
"""What the menu of the stream offers, besides kinds and speakers."""

PAGE_ACTIONS: Final[tuple[ActionEntry, ...]] = (
    ActionEntry("field_mode", N_("Feldmodus"), "F11", "on_field_mode"),
    ActionEntry("cheat_sheet", N_("Tasten und Zeichen"), "F1", "on_cheat_sheet", N_("alle Tasten")),
    ActionEntry("export", N_("Protokoll erstellen"), "Ctrl+E", "on_export"),
    ActionEntry("filter", N_("Mitschrift filtern"), "Ctrl+Shift+F", "on_focus_filter"),
    ActionEntry("agenda", N_("Tagesordnung ein- oder ausblenden"), "", "on_toggle_agenda"),
    ActionEntry("side", N_("Teilnehmende und Ergebnisse ein- oder ausblenden"), "", "on_toggle_side"),
)


def make_actions(page: QWidget, commands: QObject, stream: QWidget) -> dict[str, QAction]:
    """Every action by its key; they belong to the page."""
    actions = {entry.key: _action(entry, page, commands, stream) for entry in ACTIONS}
    actions.update({entry.key: _action(entry, page, page, stream) for entry in PAGE_ACTIONS})
    actions["field_mode"].setCheckable(True)
    for number in range(1, SPEAKER_KEYS + 1):
        entry = ActionEntry(f"speaker_{number}", "", f"Ctrl+{number}", "on_speaker")
        actions[entry.key] = _action(entry, page, commands, stream)
        actions[entry.key].setData(number)
    return actions


def short_actions(actions: dict[str, QAction]) -> list[tuple[QAction, str]]:
    """What stands in the strip below the line."""
    return [(actions[entry.key], _(entry.short)) for entry in (*ACTIONS, *PAGE_ACTIONS) if entry.short]


def _action(entry: ActionEntry, page: QWidget, target: QObject, stream: QWidget) -> QAction:
    action = QAction(_(entry.text) if entry.text else "", page)
    action.setObjectName(f"capture_{entry.key}")
    action.setShortcut(QKeySequence(entry.shortcut))
    action.triggered.connect(getattr(target, entry.slot))
    if entry.for_stream:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        stream.addAction(action)
    else:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    page.addAction(action)
    return action
