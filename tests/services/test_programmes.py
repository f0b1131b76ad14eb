"""The programme that is shipped is whole, and one that is not says so in a sentence."""

from collections import Counter
from pathlib import Path

import pytest

from gk_desktop.base.errors import UserError
from gk_desktop.domain.category import LONGEST_CATEGORY_NAME
from gk_desktop.domain.dimension import Dimension
from gk_desktop.domain.programme import Programme
from gk_desktop.services import programmes
from gk_desktop.services.programmes import DEFAULT_PROGRAMME, load_programme


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme(DEFAULT_PROGRAMME)


def test_each_category_stands_behind_its_parent_and_has_a_code_of_its_own(programme: Programme) -> None:
    seen = {""}
    for category in programme.categories:
        assert category.parent in seen, f"{category.code}: {category.parent} kommt erst danach"
        assert category.code not in seen
        assert not set(category.code) & set(" #")
        seen.add(category.code)
    assert len(seen) > 20


def test_categories_have_a_known_dimension_a_definition_and_names_that_maxqda_keeps(programme: Programme) -> None:
    for category in programme.categories:
        assert category.dimension in set(Dimension), category.code
        assert category.definition.strip() and category.name.strip(), category.code
        assert len(category.name) <= LONGEST_CATEGORY_NAME, category.code
    assert {category.dimension for category in programme.categories} == set(Dimension)


def test_a_sub_category_has_the_dimension_of_its_parent(programme: Programme) -> None:
    dimensions = {category.code: category.dimension for category in programme.categories}
    differing = [c.code for c in programme.categories if c.parent and c.dimension != dimensions[c.parent]]
    assert differing == []


def test_milestones_have_numbers_of_their_own_elements_one_to_four_and_dates_in_order(programme: Programme) -> None:
    numbers = Counter(milestone.number for milestone in programme.milestones)
    assert len(numbers) == len(programme.milestones) > 15
    for milestone in programme.milestones:
        assert milestone.element in range(5), milestone.number
        assert milestone.title.strip() and milestone.time_text is not None, milestone.number
        if milestone.start and milestone.end:
            assert milestone.start <= milestone.end, milestone.number


def test_every_name_of_an_institution_type_is_a_role_that_may_be_shown_outside(programme: Programme) -> None:
    roles = set(programme.speaker_roles)
    missing = [name for item in programme.institution_types for name in (item.label, item.short) if name not in roles]
    assert missing == []
    assert len({item.key for item in programme.institution_types}) == len(programme.institution_types)


def test_codes_of_person_roles_fit_into_person_codes(programme: Programme) -> None:
    assert {"GfS", "TR", "TN", "THM", "BK"} <= set(programme.person_roles)
    assert all(code.isalpha() and 2 <= len(code) <= 6 and label for code, label in programme.person_roles.items())


def test_lists_to_choose_from_are_filled_and_repeat_nothing(programme: Programme) -> None:
    for name, choices in {**programme.choices, "prompts": programme.observation_prompts}.items():
        assert choices and len(set(choices)) == len(choices), name
    assert len(set(programme.speaker_roles)) == len(programme.speaker_roles)


def test_unknown_programme_is_refused_in_a_sentence() -> None:
    with pytest.raises(UserError, match="Das Programm „gibt_es_nicht“ kennt GK Feldbuch nicht"):
        load_programme("gibt_es_nicht")


@pytest.mark.parametrize(
    "content", [b"title = ", b'title = "ohne den Rest"', b'title = "\xff"', b"categories = 3\ntitle = 1\nkey = 2"]
)
def test_damaged_programme_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (tmp_path / "programme").mkdir()
    (tmp_path / "programme" / "kaputt.toml").write_bytes(content)
    monkeypatch.setattr(programmes, "resources", lambda: tmp_path)
    with pytest.raises(UserError, match=r"Die Programmdefinition „kaputt\.toml“ ist fehlerhaft"):
        load_programme("kaputt")
