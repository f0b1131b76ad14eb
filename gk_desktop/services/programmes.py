"""Reading programme definitions from the resources."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.paths import resources
from gk_desktop.domain.programme import CategoryDefinition, InstitutionType, Milestone, Programme

DEFAULT_PROGRAMME: Final = "gemeinsam_klappts_2021"

_CHOICES: Final = ("municipality_types", "gfs_locations", "event_types", "event_formats", "iaq_roles")


@cache
def load_programme(key: str) -> Programme:
    """Raises `UserError` if there is no such programme, or its file is not what it should be. Read once: it is part of
    the program."""
    path = resources() / "programme" / f"{key}.toml"
    try:
        return _from_toml(tomllib.loads(_read(path)))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise UserError(
            _("Die Programmdefinition „{name}“ ist fehlerhaft: {reason}.").format(name=path.name, reason=error)
        ) from None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(
            _("Das Programm „{name}“ kennt GK Feldbuch nicht.").format(name=path.stem),
            _("Installieren Sie GK Feldbuch neu, oder nehmen Sie eine Fassung, die dieses Programm mitbringt."),
        ) from None


def _from_toml(data: dict[str, Any]) -> Programme:
    return Programme(
        key=data["key"],
        title=data["title"],
        institution_types=tuple(
            InstitutionType(item["key"], item["label"], item["short"]) for item in data["institution_types"]
        ),
        person_roles={item["code"]: item["label"] for item in data["person_roles"]},
        speaker_roles=tuple(data["speaker_roles"]),
        categories=tuple(_category(item) for item in data["categories"]),
        milestones=tuple(_milestone(item) for item in data["milestones"]),
        choices={name: tuple(data[name]) for name in _CHOICES},
        observation_prompts=tuple(data.get("observation_prompts", ())),
    )


def _category(item: dict[str, Any]) -> CategoryDefinition:
    return CategoryDefinition(
        code=item["code"],
        name=item["name"],
        parent=item["parent"],
        dimension=item["dimension"],
        definition=item["definition"],
        coding_rule=item["coding_rule"],
        anchor_example=item["anchor_example"],
        origin=item["origin"],
    )


def _milestone(item: dict[str, Any]) -> Milestone:
    return Milestone(
        number=item["number"],
        element=item["element"],
        title=item["title"],
        time_text=item["time_text"],
        start=item.get("from"),
        end=item.get("to"),
        proposed=item["proposed"],
        instrument=item["instrument"],
        status=item["status"],
        note=item["note"],
    )
