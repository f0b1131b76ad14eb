"""The Mitschrift over a real page and a real store: what is typed is kept, and the window shows what is stored."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.base.errors import UserError
from gk_desktop.domain.entry import Decision, Task
from gk_desktop.domain.entry_kind import EntryKind
from gk_desktop.domain.event import AgendaItem, Participant
from gk_desktop.services.capture import Capture
from gk_desktop.ui.changes import WorkspaceContext
from tests.ui.capture_desk import CTRL, KEY, SHIFT, Desk, sitting_at


@pytest.fixture
def desk(qtbot: QtBot, context: WorkspaceContext) -> Iterator[Desk]:
    yield from sitting_at(qtbot, context)


def test_enter_saves_the_line_and_shows_it(desk: Desk) -> None:
    desk.enter("GfS: Schöne Grüße aus Köln.")
    (entry,) = desk.stored()
    assert (entry.text, desk.speaker_of(entry)) == ("Schöne Grüße aus Köln.", "GfS")
    assert desk.shown() == ["Schöne Grüße aus Köln."]
    assert desk.line == ""


def test_enter_on_an_empty_line_does_nothing(desk: Desk) -> None:
    desk.enter("   ")
    assert desk.stored() == []


def test_shift_enter_breaks_the_line_within_one_entry(desk: Desk) -> None:
    desk.type("erste")
    desk.press(KEY.Key_Return, SHIFT)
    desk.enter("zweite")
    assert desk.texts() == ["erste\nzweite"]


def test_the_time_of_an_entry_is_when_somebody_began_to_type_it(desk: Desk) -> None:
    desk.type("l")
    began = desk.page.line_area.said_at
    desk.enter("angsam getippt")
    assert began is not None
    assert desk.stored()[0].time == began.replace(microsecond=0)


def test_a_new_speaker_is_added_in_the_line(desk: Desk) -> None:
    desk.type("@Sozialamt: Guten Tag")
    assert "Sozialamt (neu)" in desk.chips
    desk.press(KEY.Key_Return)
    desk.enter("Sozialamt: Noch etwas")
    assert [desk.speaker_of(entry) for entry in desk.stored()] == ["Sozialamt", "Sozialamt"]
    assert len(desk.workspace.records.find(Participant, event=desk.event)) == 3


def test_chips_show_the_parse_before_enter(desk: Desk) -> None:
    desk.type("-2min GfS: > JMD bis 21.05.: Liste schicken #polity #nz")
    assert desk.chips == (
        "Auftrag · GfS · vor 2 Min. · für JMD · bis 21.05.2021 · Strukturen (polity) · nicht zitieren"
    )


def test_a_code_that_nobody_knows_is_told_and_takes_no_other_with_it(desk: Desk) -> None:
    desk.type("Satz #polity #nz #B99")
    assert desk.chips == "Aussage · Strukturen (polity) · nicht zitieren · unbekannt: #B99"
    assert [chip.is_warning for chip in desk.page.line_area.chips._chips] == [False, False, False, True]
    desk.press(KEY.Key_Return)
    (entry,) = desk.stored()
    assert (entry.text, entry.no_quote, entry.dimension) == ("Satz #B99", True, "polity")


def test_a_code_that_is_still_being_typed_is_not_unknown_yet(desk: Desk) -> None:
    desk.type("Satz #poli")
    assert desk.chips == "Aussage"
    desk.type("c ")
    assert desk.chips == "Aussage · unbekannt: #polic"


def test_a_mark_shows_as_chip_before_its_text_is_typed(desk: Desk) -> None:
    desk.press(KEY.Key_F5)
    assert desk.chips == "Beschluss"
    desk.enter("Wir tagen monatlich.")
    assert [entry.kind for entry in desk.stored()] == [EntryKind.DECISION]


@pytest.mark.parametrize(
    ("key", "presses", "kind"),
    [
        (KEY.Key_F5, 1, EntryKind.DECISION),
        (KEY.Key_F6, 1, EntryKind.TASK),
        (KEY.Key_F7, 1, EntryKind.OPEN_POINT),
        (KEY.Key_F7, 2, EntryKind.OWN_QUESTION),
        (KEY.Key_F8, 1, EntryKind.OBSERVATION),
        (KEY.Key_F8, 2, EntryKind.CONTEXT),
        (KEY.Key_F9, 1, EntryKind.METHOD_NOTE),
        (KEY.Key_F9, 2, EntryKind.THEORY),
        (KEY.Key_F8, 3, EntryKind.STATEMENT),
    ],
)
def test_every_mark_has_a_key(desk: Desk, key: Qt.Key, presses: int, kind: EntryKind) -> None:
    desk.type("GfS: Es wird laut")
    for _press in range(presses):
        desk.press(key)
    desk.press(KEY.Key_Return)
    (entry,) = desk.stored()
    assert (entry.kind, entry.text, desk.speaker_of(entry)) == (kind, "Es wird laut", "GfS")


def test_a_key_leaves_the_cursor_where_it_was(desk: Desk) -> None:
    desk.type("GfS: Hallo")
    desk.press(KEY.Key_Left)
    desk.press(KEY.Key_F5)
    desk.type("X")
    assert desk.line == "GfS: ! HallXo"


def test_dimension_and_no_quote_have_keys_that_toggle(desk: Desk) -> None:
    desk.type("Hallo")
    desk.press(KEY.Key_F6, SHIFT)
    desk.press(KEY.Key_F12)
    assert desk.line == "Hallo #politics #nz"
    desk.press(KEY.Key_F6, SHIFT)
    desk.press(KEY.Key_F12)
    assert desk.line == "Hallo"


def test_no_quote_pressed_first_waits_for_the_text(desk: Desk) -> None:
    desk.press(KEY.Key_F12)
    desk.enter("Vertraulich")
    (entry,) = desk.stored()
    assert (entry.text, entry.no_quote) == ("Vertraulich", True)


def test_speakers_have_keys_in_the_order_of_the_list(desk: Desk) -> None:
    desk.press(KEY.Key_2, CTRL)
    desk.type("Hallo")
    assert desk.line == "JMD: Hallo"
    desk.press(KEY.Key_1, CTRL)
    assert desk.line == "GfS: Hallo"
    desk.press(KEY.Key_1, CTRL)
    assert desk.line == "Hallo"


def test_back_dating_by_key_and_same_time_as_before(desk: Desk) -> None:
    desk.enter("zuerst")
    desk.type("früher")
    desk.press(KEY.Key_F4)
    desk.press(KEY.Key_F4)
    assert desk.line == "-2min früher"
    desk.press(KEY.Key_Return)
    assert desk.texts() == ["früher", "zuerst"]
    desk.type("zugleich")
    desk.press(KEY.Key_F4, SHIFT)
    assert "Zeit wie A1" in desk.chips
    desk.press(KEY.Key_Return)
    stored = {entry.text: entry for entry in desk.stored()}
    assert stored["zugleich"].time == stored["zuerst"].time
    assert desk.texts() == ["früher", "zuerst", "zugleich"]
    assert desk.shown_entries() == desk.texts()


def test_keys_change_the_top_and_keep_the_half_typed_line(desk: Desk) -> None:
    desk.type("halb")
    desk.press(KEY.Key_Down, CTRL)
    assert desk.line == "halb"
    assert desk.shown() == ["[TOP 1 · Begrüßung]"]
    desk.enter(" und ganz")
    desk.press(KEY.Key_Down, CTRL)
    desk.enter("im zweiten")
    desk.press(KEY.Key_Up, CTRL)
    desk.enter("noch einmal im ersten")
    assert desk.shown() == [
        "[TOP 1 · Begrüßung]",
        "halb und ganz",
        "[TOP 2 · Übergänge]",
        "im zweiten",
        "[TOP 1 · Begrüßung (Fortsetzung)]",
        "noch einmal im ersten",
    ]


def test_a_top_line_changes_the_top(desk: Desk) -> None:
    desk.enter("TOP 3: Verschiedenes")
    desk.enter("Frage nach dem Termin")
    item = desk.workspace.records.get(AgendaItem, desk.stored()[0].agenda_item)
    assert (item.number, item.title) == (3, "Verschiedenes")


def test_arrow_up_edits_the_last_entry(desk: Desk) -> None:
    desk.enter("erster")
    desk.enter("GfS: zweiter #nz")
    desk.press(KEY.Key_Up)
    assert desk.line == "GfS: zweiter #nz"
    assert "Eintrag A2 wird geändert" in desk.chips
    desk.page.line_area.line.set_line("GfS: zweiter, verbessert #nz")
    desk.press(KEY.Key_Return)
    assert desk.texts() == ["erster", "zweiter, verbessert"]
    assert desk.shown_entries() == desk.texts()
    assert desk.line == ""


def test_escape_leaves_an_entry_unchanged_and_loses_nothing(desk: Desk) -> None:
    desk.enter("so war es")
    desk.press(KEY.Key_Up)
    desk.type(" nicht")
    desk.press(KEY.Key_Escape)
    assert desk.texts() == ["so war es"]
    assert desk.line == ""
    desk.press(KEY.Key_F2)
    assert desk.line == "so war es nicht"


def test_a_half_typed_line_waits_while_an_entry_is_edited(desk: Desk) -> None:
    desk.enter("fertig")
    desk.type("halb")
    desk.press(KEY.Key_F2)
    assert desk.line == "fertig"
    desk.enter("!")
    assert desk.texts() == ["fertig!"]
    assert desk.line == "halb"


def test_escape_in_the_line_discards_nothing(desk: Desk) -> None:
    desk.type("halb getippt")
    desk.press(KEY.Key_Escape)
    assert desk.line == "halb getippt"


def test_undo_takes_back_typing_first_and_then_entries(desk: Desk) -> None:
    desk.enter("erster")
    desk.enter("! zweiter")
    desk.type("halb")
    desk.press(KEY.Key_Z, CTRL)
    assert desk.line == ""
    assert desk.texts() == ["erster", "zweiter"]
    desk.press(KEY.Key_Z, CTRL)
    assert desk.texts() == ["erster"] == desk.shown_entries()
    assert desk.said[-1] == "Zurückgenommen: Beschluss (A2)"
    desk.press(KEY.Key_Y, CTRL)
    assert desk.texts() == ["erster", "zweiter"] == desk.shown_entries()
    assert desk.line == ""
    desk.press(KEY.Key_Y, CTRL)
    assert desk.line == "halb"


def test_undoing_a_new_speaker_forgets_the_name_in_the_line_too(desk: Desk) -> None:
    desk.enter("@Sozialamt: Hallo")
    desk.press(KEY.Key_Z, CTRL)
    desk.enter("Sozialamt: kein Name mehr")
    (entry,) = desk.stored()
    assert (entry.speaker, entry.text) == ("", "Sozialamt: kein Name mehr")


def test_undoing_a_new_top_goes_on_under_the_one_before(desk: Desk) -> None:
    desk.enter("TOP 1")
    desk.enter("im ersten")
    desk.enter("TOP 9: Neues")
    desk.press(KEY.Key_Z, CTRL)
    desk.enter("wieder im ersten")
    assert len({entry.agenda_item for entry in desk.stored()}) == 1


def test_the_window_follows_changes_made_elsewhere(desk: Desk) -> None:
    desk.enter("eins")
    desk.enter("zwei")
    first, second = desk.stored()
    desk.workspace.entry_editing.delete([first.id])
    desk.workspace.capture(desk.event).edit(second.id, "JMD: zwei, von anderswo")
    assert desk.shown_entries() == ["zwei, von anderswo"] == desk.texts()


def test_a_renamed_speaker_is_renamed_in_every_row(desk: Desk) -> None:
    desk.enter("GfS: Hallo")
    participant = desk.stored()[0].speaker
    desk.workspace.keeping.change(Participant, participant, label="KI")
    row = desk.page.model.row_at(0)
    assert row is not None
    assert row.lead == "KI: "
    desk.press(KEY.Key_Up)
    assert desk.line == "KI: Hallo"


def test_half_typed_line_top_and_place_come_back_after_a_crash(desk: Desk) -> None:
    desk.enter("TOP 2")
    for number in range(40):
        desk.enter(f"Eintrag {number}")
    desk.page.stream.verticalScrollBar().setValue(120)
    place = desk.page.stream.place()
    desk.type("GfS: halb getip")
    desk.page.save_draft_now()
    desk.close_page()
    page = desk.page = desk.open_page()
    assert page.line_area.text == "GfS: halb getip"
    assert page.stream.place() == place
    desk.enter("pt")
    assert len({entry.agenda_item for entry in desk.stored()}) == 1


def test_a_draft_is_kept_within_two_seconds_without_being_asked(desk: Desk, qtbot: QtBot) -> None:
    desk.type("halb getippt")

    def is_kept() -> None:
        draft = desk.workspace.capture(desk.event).draft()
        assert draft is not None
        assert draft.text == "halb getippt"

    qtbot.waitUntil(is_kept, timeout=2000)


def test_a_half_typed_change_of_an_entry_comes_back_after_a_crash(desk: Desk) -> None:
    desk.enter("fertig")
    desk.type("neue Zeile")
    desk.press(KEY.Key_F2)
    desk.type(" geändert")
    desk.page.save_draft_now()
    desk.close_page()
    desk.page = desk.open_page()
    assert desk.line == "fertig geändert"
    desk.press(KEY.Key_Return)
    assert desk.texts() == ["fertig geändert"]
    assert desk.line == "neue Zeile"


def test_a_finished_change_of_an_entry_does_not_come_back_after_a_crash(desk: Desk, qtbot: QtBot) -> None:
    desk.enter("fertig")
    desk.press(KEY.Key_Up)
    desk.type(" geändert")
    desk.page.save_draft_now()
    desk.press(KEY.Key_Return)

    def is_forgotten() -> None:
        assert desk.workspace.capture_places.of(desk.event).editing == ""

    qtbot.waitUntil(is_forgotten, timeout=3000)
    desk.close_page()
    desk.page = desk.open_page()
    assert desk.line == ""
    assert desk.page.line_area.editing == ""
    assert desk.texts() == ["fertig geändert"]


def test_undoing_the_entry_in_the_line_keeps_its_text(desk: Desk) -> None:
    desk.enter("erster")
    desk.press(KEY.Key_Up)
    desk.type(" Zusatz")
    desk.page.undo()
    assert desk.stored() == []
    assert desk.line == "erster Zusatz"
    assert desk.page.line_area.editing == ""


def test_what_looks_like_a_name_gets_a_hint_and_is_saved_all_the_same(desk: Desk) -> None:
    desk.type("@Erika Beispiel: Hallo")
    assert "Rollenkürzel" in desk.page.line_area.hint
    desk.press(KEY.Key_Return)
    assert desk.texts() == ["Hallo"]
    desk.type("GfS: Hallo")
    assert desk.page.line_area.hint == ""


def test_field_mode_leaves_only_stream_and_line_in_large_type(desk: Desk) -> None:
    page = desk.page
    before = page.line_area.line.font().pointSizeF()
    desk.press(KEY.Key_F11)
    assert page.line_area.line.font().pointSizeF() > before
    assert page.stream.isVisible()
    assert page.line_area.isVisible()
    assert not any(widget.isVisible() for widget in (page.agenda, page.side, page.filter_bar))
    desk.enter("im Feld")
    assert desk.texts() == ["im Feld"]
    desk.press(KEY.Key_F11)
    assert page.agenda.isVisible()


def test_field_mode_says_quietly_which_top_it_is_and_how_late(desk: Desk) -> None:
    shown = {
        name: desk.page.header.findChild(QWidget, name)
        for name in ("event_title", "clock", "make_minutes", "field_mode")
    }
    title, clock = shown["event_title"], shown["clock"]
    assert isinstance(title, QLabel)
    assert isinstance(clock, QLabel)
    assert title.text() == "Kerngruppe · 19.05.2021"
    desk.press(KEY.Key_F11)
    desk.press(KEY.Key_Down, CTRL)
    assert title.text() == "TOP 1 · Begrüßung"
    assert not title.font().bold()
    assert "Uhr" in clock.text()
    assert [name for name, widget in shown.items() if widget is not None and widget.isVisible()] == [
        "event_title",
        "clock",
        "field_mode",
    ]
    desk.press(KEY.Key_Down, CTRL)
    assert title.text() == "TOP 2 · Übergänge"
    desk.press(KEY.Key_F11)
    assert title.text() == "Kerngruppe · 19.05.2021"
    assert title.font().bold()


def test_the_cheat_sheet_stands_beside_the_notes_and_typing_goes_on(desk: Desk) -> None:
    desk.press(KEY.Key_F1)
    assert desk.page.cheat_sheet.isVisible()
    assert "F5" in desk.page.cheat_sheet.text
    desk.enter("weiter")
    assert desk.texts() == ["weiter"]
    desk.press(KEY.Key_F1)
    assert desk.page.side.isVisible()


def test_tasks_and_decisions_stand_at_the_right(desk: Desk, qtbot: QtBot) -> None:
    desk.enter("! Wir tagen monatlich.")
    desk.enter("> GfS bis 21.05.: Einladung")
    desk.enter("? Wer kommt?")

    def texts() -> list[str]:
        rows = (desk.page.side.rows.row_at(at) for at in range(desk.page.side.rows.rowCount()))
        return [row.text for row in rows if row is not None]

    qtbot.waitUntil(lambda: {"Wir tagen monatlich.", "Einladung", "Wer kommt?"} <= set(texts()))


def test_pasted_text_becomes_one_entry_without_control_characters(desk: Desk) -> None:
    clipboard = QMimeData()
    clipboard.setText("Aus\x0bWord\x00 kopiert")
    desk.page.line_area.line.insertFromMimeData(clipboard)
    desk.press(KEY.Key_Return)
    assert desk.texts() == ["Aus\nWord kopiert"]


def test_a_full_disk_is_said_and_the_line_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise UserError("Der Datenträger ist voll.")

    monkeypatch.setattr(Capture, "add_line", refuse)
    desk.enter("wichtig")
    assert desk.line == "wichtig"
    assert desk.failures == ["Der Datenträger ist voll."]


def test_every_widget_that_takes_the_focus_has_a_name(desk: Desk) -> None:
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in desk.page.findChildren(QWidget)
        if widget.window() is desk.page
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
        and not _accessible_name(widget)
    ]
    assert nameless == []


def _accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_no_key_is_given_twice(desk: Desk) -> None:
    keys = [action.shortcut().toString() for action in desk.page.actions() if not action.shortcut().isEmpty()]
    assert sorted(keys) == sorted(set(keys))
    assert not [key for key in keys if "Ctrl+Alt" in key]


def test_every_action_has_a_german_text_for_the_palette(desk: Desk) -> None:
    assert [action.objectName() for action in desk.page.actions() if action.isVisible() and not action.text()] == []


def test_minutes_are_asked_for_by_key(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.page.export_requested) as asked:
        desk.press(KEY.Key_E, CTRL)
    assert asked.args == [desk.event]


def test_decision_and_task_follow_a_change_of_kind_in_the_line(desk: Desk) -> None:
    desk.enter("! Wir tagen monatlich.")
    desk.press(KEY.Key_Up)
    desk.press(KEY.Key_F6)
    desk.press(KEY.Key_Return)
    assert [task.text for task in desk.workspace.records.find(Task, event=desk.event)] == ["Wir tagen monatlich."]
    assert desk.workspace.records.find(Decision, event=desk.event) == []


def test_tab_completes_speakers_and_again_takes_the_next(desk: Desk) -> None:
    desk.workspace.keeping.add(Participant(event=desk.event, label="Jobcenter", position=3.0))
    desk.type("j")
    assert desk.page.line_area.chips.offered == ("JMD", "Jobcenter")
    desk.press(KEY.Key_Tab)
    assert desk.line == "JMD: "
    desk.press(KEY.Key_Tab)
    assert desk.line == "Jobcenter: "
    desk.enter("Guten Tag")
    assert desk.speaker_of(desk.stored()[0]) == "Jobcenter"


def test_tab_completes_categories_by_code_and_by_name(desk: Desk) -> None:
    desk.type("Hallo #C2F")
    desk.press(KEY.Key_Tab)
    assert desk.line == "Hallo #C2F1 "
    desk.type("#zitier")
    assert desk.page.line_area.chips.offered == ("#nz nicht zitieren",)
    desk.press(KEY.Key_Tab)
    assert desk.line == "Hallo #C2F1 #nz "


def test_tab_completes_the_agenda(desk: Desk) -> None:
    desk.type("TOP ")
    assert desk.page.line_area.chips.offered == ("TOP 1 Begrüßung", "TOP 2 Übergänge")
    desk.press(KEY.Key_Tab)
    desk.press(KEY.Key_Tab)
    assert desk.chips == "TOP 2: Übergänge"


def test_a_click_on_a_completion_that_is_offered_no_more_takes_nothing(desk: Desk) -> None:
    desk.workspace.keeping.add(Participant(event=desk.event, label="Jobcenter", position=3.0))
    desk.type("j")
    chips = desk.page.line_area.chips
    desk.qtbot.waitUntil(lambda: len(chips._places) == 2, timeout=5_000)
    second = chips._places[1].center().toPoint()
    # Faster than it can be painted, as in a double click.
    desk.type("m")
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=second)
    assert desk.line == "jm"


def test_enter_never_takes_a_completion(desk: Desk) -> None:
    desk.enter("G")
    assert desk.texts() == ["G"]


def test_tab_leaves_the_line_where_nothing_can_be_completed(desk: Desk) -> None:
    desk.type("Ein ganzer Satz.")
    desk.press(KEY.Key_Tab)
    assert not desk.page.line_area.line.hasFocus()


def test_a_click_on_a_participant_puts_the_name_into_the_line(desk: Desk) -> None:
    desk.type("Hallo")
    desk.page.side.speaker_chosen.emit("JMD")
    assert desk.line == "JMD: Hallo"
    assert desk.page.line_area.line.hasFocus()


def test_narrow_windows_keep_their_room_for_the_notes(desk: Desk) -> None:
    desk.page.resize(560, 340)
    assert desk.page.width() == 560
    assert desk.page.stream.width() > 540
    desk.page.resize(1214, 680)
    assert desk.page.agenda.width() > 150


def test_a_code_that_nobody_knows_is_told_after_enter_and_others_are_not(desk: Desk) -> None:
    desk.enter("Satz mit #B99 #nz")
    assert desk.said[-1] == "Keine Kategorie, bleibt Text: #B99"
    desk.said.clear()
    desk.enter("Satz mit #polity")
    assert desk.said == []
