"""The list of Kreise and kreisfreie Städte: names that tell a Kreis from a town in it."""

from pathlib import Path

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.services import municipalities as module
from gk_desktop.services.municipalities import municipalities, municipality_called
from gk_desktop.services.programmes import DEFAULT_PROGRAMME, load_programme


def test_all_53_are_there_and_every_name_and_key_is_given_once() -> None:
    listed = municipalities()
    assert len(listed) == len({item.full_name for item in listed}) == len({item.official_key for item in listed}) == 53
    assert {item.municipality_type for item in listed} <= set(
        load_programme(DEFAULT_PROGRAMME).choices["municipality_types"]
    )


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Kreis Heinsberg", "05370"),
        (" kreis heinsberg ", "05370"),
        ("Rhein-Kreis Neuss", "05162"),
        ("Hochsauerlandkreis", "05958"),
        ("StädteRegion Aachen", "05334"),
        ("Stadteregion Aachen", ""),
        # A town in the Kreis of that name: not in the list.
        ("Heinsberg", ""),
        ("Musterkreis", ""),
        ("", ""),
        ("Köln", "05315"),
    ],
)
def test_a_name_leads_to_its_key_or_to_nothing(typed: str, key: str) -> None:
    found = municipality_called(typed)
    assert (found.official_key if found else "") == key


def test_a_list_that_is_missing_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "resources", lambda: tmp_path)
    municipalities.cache_clear()
    try:
        with pytest.raises(UserError, match="lässt sich nicht lesen"):
            municipalities()
    finally:
        municipalities.cache_clear()
