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
    """`notes_points` and `field_mode_points` are type sizes; `layout` holds how windows and panes are arranged."""

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


_LIMITS: Final[dict[str, tuple[float, float]]] = {
    "notes_points": (6, 48),
    "field_mode_points": (6, 48),
    "lock_after_minutes": (1, 24 * 60),
}


def _fitting(stored: dict[str, Any]) -> dict[str, Any]:
    defaults = dataclasses.asdict(Settings())
    return {name: value for name, value in stored.items() if name in defaults and _fits(name, value, defaults[name])}


def _fits(name: str, value: Any, default: Any) -> bool:
    if isinstance(default, dict):
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    if isinstance(default, float):
        is_same_kind = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        is_same_kind = type(value) is type(default)
    least, most = _LIMITS.get(name, (0, 0))
    return is_same_kind and (name not in _LIMITS or least <= value <= most)
