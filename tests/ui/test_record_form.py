"""Forms made from declarations: edited in place, saved without a button, nothing typed is lost."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gk_desktop.app.workspace import Workspace
from gk_desktop.base.errors import UserError
from gk_desktop.domain.case import Case
from gk_desktop.ui.changes import WorkspaceContext
from gk_desktop.ui.pages.cases_page import CasesPage
from tests.ui.conftest import said_elsewhere, type_text


@pytest.fixture
def page(qtbot: QtBot, context: WorkspaceContext) -> CasesPage:
    opened = CasesPage(context)
    qtbot.addWidget(opened)
    opened.resize(1100, 640)
    with qtbot.waitExposed(opened):
        opened.show()
    opened.enter()
    return opened


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _into(page: CasesPage, name: str) -> QWidget:
    page._form.edit(name)
    return _focus()


def _leave(widget: QWidget) -> None:
    """With the list of suggestions open, it is what takes the keys."""
    QTest.keyClick(QApplication.activePopupWidget() or widget, Qt.Key.Key_Tab)


def _cases(workspace: Workspace) -> list[Case]:
    return workspace.records.find(Case)


def test_a_new_case_is_saved_when_its_name_is_left(page: CasesPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    assert _focus().accessibleName() == "Name"
    type_text(_focus(), "Städteregion Größenau")
    _leave(_focus())
    assert [case.name for case in _cases(workspace)] == ["Städteregion Größenau"]
    assert _focus().accessibleName() == "Fallkürzel"
    assert page._list.current_id == _cases(workspace)[0].id


def test_enter_goes_on_to_the_next_field(page: CasesPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    type_text(_focus(), "Musterkreis\n")
    type_text(_focus(), "FK07\n")
    assert _focus().accessibleName() == "Typ"
    assert _cases(workspace)[0].case_code == "FK07"


def test_what_is_typed_is_saved_when_typing_pauses(page: CasesPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.primary_action().trigger()
    type_text(_focus(), "Musterkreis")
    assert _cases(workspace) == []
    qtbot.waitUntil(lambda: [case.name for case in _cases(workspace)] == ["Musterkreis"], timeout=3000)
    type_text(_focus(), " Nord")
    qtbot.waitUntil(lambda: _cases(workspace)[0].name == "Musterkreis Nord", timeout=3000)
    assert _focus().accessibleName() == "Name"


def test_a_field_that_was_not_changed_makes_no_unit_of_work(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    _leave(_into(page, "name"))
    assert len(workspace.keeping.history(case.id)) == 1


def test_each_field_is_one_unit_of_work_that_undo_takes_back(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    type_text(_into(page, "case_code"), "FK01")
    _leave(_focus())
    type_text(_into(page, "researcher"), "AB")
    _leave(_focus())
    workspace.projects.undo()
    assert _cases(workspace)[0].case_code == "FK01"
    assert page._form.field("researcher").input.typed() == ""


def test_the_sentence_of_the_rule_stands_under_the_field(page: CasesPage, workspace: Workspace) -> None:
    workspace.keeping.add(Case(name="Erste", case_code="FK01"))
    second = workspace.keeping.add(Case(name="Zweite"))
    page.show_record(second.id)
    type_text(_into(page, "case_code"), "fk01")
    _leave(_focus())
    assert page._form.field("case_code").problem == "Das Fallkürzel „fk01“ ist schon vergeben."
    assert workspace.records.get(Case, second.id).case_code == ""
    type_text(_into(page, "case_code"), "a")
    assert page._form.field("case_code").problem == ""
    page.save_pending()
    assert workspace.records.get(Case, second.id).case_code == "fk01a"


def test_what_cannot_be_saved_is_still_there_after_going_elsewhere(
    page: CasesPage, workspace: Workspace, context: WorkspaceContext, qtbot: QtBot
) -> None:
    first = workspace.keeping.add(Case(name="Erste"))
    second = workspace.keeping.add(Case(name="Zweite"))
    page.show_record(first.id)
    type_text(_into(page, "joined_on"), "31.2.2021")
    page.show_record(second.id)
    assert page._form.field("joined_on").input.typed() == ""
    # As after a crash: another page over the same workspace.
    again = CasesPage(context)
    qtbot.addWidget(again)
    again.show_record(first.id)
    assert again._form.field("joined_on").input.typed() == "31.2.2021"
    assert again._form.field("joined_on").problem.startswith("„31.2.2021“ ist kein Datum")
    assert workspace.records.get(Case, first.id).joined_on is None


def test_a_wrong_field_does_not_keep_the_others_from_being_saved(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    type_text(_into(page, "joined_on"), "irgendwann")
    _leave(_focus())
    type_text(_into(page, "researcher"), "AB")
    _leave(_focus())
    assert workspace.records.get(Case, case.id).researcher == "AB"
    assert page._form.field("joined_on").input.typed() == "irgendwann"


def test_a_case_without_a_name_waits_for_it_and_loses_nothing(page: CasesPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    type_text(_into(page, "researcher"), "AB")
    _leave(_focus())
    assert _cases(workspace) == []
    assert page._form.field("name").problem == "Ein Fall braucht einen Namen."
    page.primary_action().trigger()
    assert page._form.field("researcher").input.typed() == "AB"
    type_text(_into(page, "name"), "Musterkreis")
    _leave(_focus())
    assert [(case.name, case.researcher) for case in _cases(workspace)] == [("Musterkreis", "AB")]
    page.primary_action().trigger()
    assert page._form.field("researcher").input.typed() == ""


def test_short_dates_are_written_out_when_the_field_is_left(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    type_text(_into(page, "joined_on"), "3.2.21")
    _leave(_focus())
    assert workspace.records.get(Case, case.id).joined_on == date(2021, 2, 3)
    assert page._form.field("joined_on").input.typed() == "03.02.2021"


def test_lists_of_names_keep_their_items(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", aliases=("Amt, Nord",)))
    page.show_record(case.id)
    type_text(_into(page, "places"), "Großmünster, Kleinstadt")
    _leave(_focus())
    assert page._form.field("aliases").input.typed() == "Amt, Nord;"
    saved = workspace.records.get(Case, case.id)
    assert (saved.places, saved.aliases) == (("Großmünster", "Kleinstadt"), ("Amt, Nord",))


def test_pick_lists_suggest_and_take_what_is_typed(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    type_text(_into(page, "gfs_located_at"), "Stabsstelle")
    page.save_pending()
    assert workspace.records.get(Case, case.id).gfs_located_at == "Stabsstelle"


def test_a_box_is_ticked_with_the_space_bar(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    QTest.keyClick(_into(page, "is_case_study"), Qt.Key.Key_Space)
    assert workspace.records.get(Case, case.id).is_case_study is True


def test_the_cursor_stays_while_the_store_reports_a_change(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    field = _into(page, "particulars")
    type_text(field, "halb fert")
    workspace.keeping.change(Case, case.id, researcher="AB")
    assert page._form.field("particulars").input.typed() == "halb fert"
    assert page._form.field("researcher").input.typed() == "AB"
    type_text(field, "ig")
    page.save_pending()
    assert workspace.records.get(Case, case.id).particulars == "halb fertig"


def test_the_order_of_tab_is_the_order_of_reading(page: CasesPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    seen = []
    for _step in page._form._fields:
        place = _focus().mapTo(page._form.widget(), _focus().rect().topLeft())
        seen.append((place.y(), place.x()))
        QTest.keyClick(_focus(), Qt.Key.Key_Tab)
    for (above, left), (y, x) in pairwise(seen):
        assert y > above + 16 or (abs(y - above) <= 16 and x > left)


def test_two_versions_of_a_field_are_offered_and_one_is_chosen(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis", researcher="alt"))
    first = workspace.keeping.history(case.id)[0]
    workspace.keeping.change(Case, case.id, researcher="unseres")
    said_elsewhere(workspace, first, researcher="deren")
    page.show_record(case.id)
    versions = page._form.field("researcher").versions
    assert versions.isVisible()
    assert versions.text() == "2 Fassungen"
    offered = versions.menu().actions()
    assert sorted(action.text().split("  ")[0] for action in offered) == ["deren", "unseres"]
    next(action for action in offered if action.text().startswith("deren")).trigger()
    assert workspace.records.get(Case, case.id).researcher == "deren"
    assert workspace.keeping.conflicts(Case, case.id) == {}
    assert not versions.isVisible()
    assert page._form.field("researcher").input.typed() == "deren"


def test_a_failure_is_said_and_what_was_typed_stays(
    page: CasesPage, workspace: Workspace, context: WorkspaceContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = workspace.keeping.add(Case(name="Musterkreis"))
    page.show_record(case.id)
    said: list[UserError] = []
    context.failed.connect(said.append)

    def refuse(*_arguments: object, **_values: object) -> Case:
        raise UserError("Der Datenträger ist voll.")

    monkeypatch.setattr(type(workspace.keeping), "change", refuse)
    type_text(_into(page, "researcher"), "AB")
    page.save_pending()
    assert [str(error) for error in said] == ["Der Datenträger ist voll."]
    assert page._form.field("researcher").input.typed() == "AB"
    monkeypatch.undo()
    page.save_pending()
    assert workspace.records.get(Case, case.id).researcher == "AB"


def test_the_name_of_a_kreis_fills_what_is_empty_and_undo_takes_it_back(page: CasesPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    type_text(_focus(), "Kreis Lippe")
    _leave(_focus())
    saved = _cases(workspace)[0]
    assert (saved.official_key, saved.district, saved.municipality_type) == ("05766", "Detmold", "Kreis")
    hint = page._form.field("name").findChild(QLabel, "hint_name")
    assert hint is not None
    assert hint.isVisible()
    assert hint.text() == "Aus der Liste ergänzt: Typ Kreis, AGS 05766, Regierungsbezirk Detmold."
    workspace.projects.undo()
    assert _cases(workspace) == []


def test_what_was_entered_stays_and_the_difference_is_told(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Lippe", official_key="05999"))
    page.show_record(case.id)
    name = _into(page, "name")
    QTest.keyClick(name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(name, "Kreis Lippe")
    _leave(name)
    saved = workspace.records.get(Case, case.id)
    assert (saved.official_key, saved.district) == ("05999", "Detmold")
    hint = page._form.field("name").findChild(QLabel, "hint_name")
    assert hint is not None
    assert hint.text().endswith("In der Liste steht: AGS 05766. Ihre Angabe bleibt.")


def test_what_was_emptied_on_purpose_is_not_filled_again(page: CasesPage, workspace: Workspace) -> None:
    case = workspace.keeping.add(Case(name="Kreis Lippe"))
    page.show_record(case.id)
    _leave(_into(page, "name"))
    assert workspace.records.get(Case, case.id).official_key == ""
    assert len(workspace.keeping.history(case.id)) == 1


@pytest.mark.parametrize("name", ["Heinsberg", "Stadt an der Ecke", "kreis"])
def test_a_free_name_stays_as_it_is(page: CasesPage, workspace: Workspace, name: str) -> None:
    page.primary_action().trigger()
    type_text(_focus(), name)
    _leave(_focus())
    assert [(case.name, case.official_key) for case in _cases(workspace)] == [(name, "")]


def test_letters_of_a_name_suggest_it_wherever_they_stand(page: CasesPage, workspace: Workspace) -> None:
    page.primary_action().trigger()
    type_text(_focus(), "lippe")
    name = page._form.field("name").input_widget
    assert isinstance(name, QComboBox)
    model = name.completer().completionModel()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Kreis Lippe"]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    _leave(name)
    assert [(case.name, case.official_key) for case in _cases(workspace)] == [("Kreis Lippe", "05766")]


def test_a_problem_that_another_laptop_brought_is_shown_and_stops_no_other_edit(
    page: CasesPage, workspace: Workspace
) -> None:
    workspace.keeping.add(Case(name="Eins", case_code="FK01"))
    with workspace.store.journal.change("Austausch") as unit:
        two = unit.create(Case(name="Zwei", case_code="FK01"))
    page.show_record(two.id)
    assert page._form.field("case_code").problem == "Das Fallkürzel „FK01“ ist schon vergeben."
    type_text(_into(page, "researcher"), "AB")
    _leave(_focus())
    assert workspace.records.get(Case, two.id).researcher == "AB"
    code = _into(page, "case_code")
    type_text(code, "b")
    _leave(code)
    assert page._form.field("case_code").problem == ""
