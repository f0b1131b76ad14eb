"""What a person has chosen about the program; never a word of what they wrote."""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from gk_desktop.base.files import replace_atomically

_FILE: Final = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """`notes_points` and `field_mode_points` are type sizes; `layout` holds what Qt saves of windows and panes."""

    appearance: str = "system"
    notes_points: float = 11.5
    field_mode_points: float = 15.0
    lock_after_minutes: int = 15
    layout: dict[str, str] = dataclasses.field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """The stored settings; a missing, damaged or newer file gives defaults for what it does not say."""
        try:
            stored = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls(**_fitting(stored)) if isinstance(stored, dict) else cls()

    def save(self, folder: Path) -> None:
        """Raises `UserError` if the file cannot be written."""
        content = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1).encode()

        def write(stream: BinaryIO) -> None:
            stream.write(content)

        replace_atomically(folder / _FILE, write)


def _fitting(stored: dict[str, Any]) -> dict[str, Any]:
    defaults = dataclasses.asdict(Settings())
    return {name: value for name, value in stored.items() if name in defaults and _same_kind(value, defaults[name])}


def _same_kind(value: Any, default: Any) -> bool:
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is type(default)
