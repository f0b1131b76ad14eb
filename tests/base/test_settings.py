"""What a person has chosen comes back, and nonsense in the file does no harm."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gk_desktop.base.settings import Settings

_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_NAMES = ("appearance", "notes_points", "field_mode_points", "lock_after_minutes", "layout")


def _store(folder: Path, stored: object) -> None:
    (folder / "settings.json").write_text(json.dumps(stored), encoding="utf-8")


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    chosen = Settings("dunkel", 13.5, 18.0, 30, {"window": "AAAA", "capture/capture_panes": "200,300"})
    chosen.save(tmp_path)
    assert Settings.load(tmp_path) == chosen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("notes_points", 0),
        ("notes_points", 1e9),
        ("notes_points", float("nan")),
        ("field_mode_points", -3),
        ("lock_after_minutes", 0),
        ("lock_after_minutes", True),
        ("layout", {"window": 5}),
        ("layout", ["window"]),
        ("appearance", 7),
    ],
)
def test_a_value_that_cannot_be_meant_is_the_usual_one(tmp_path: Path, name: str, value: Any) -> None:
    _store(tmp_path, {name: value})
    assert Settings.load(tmp_path) == Settings()


@given(stored=st.dictionaries(st.sampled_from(_NAMES), _ANYTHING))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_file_can_be_worked_with(tmp_path: Path, stored: dict[str, Any]) -> None:
    _store(tmp_path, stored)
    found = Settings.load(tmp_path)
    assert 6 <= found.notes_points <= 48
    assert 6 <= found.field_mode_points <= 48
    assert found.lock_after_minutes >= 1
    assert all(isinstance(value, str) for value in found.layout.values())
