"""The program's own source, read for the guards."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = "gk_desktop"


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the program; `name` without the package, such as `store.driver`."""

    name: str
    source: str
    tree: ast.Module

    @classmethod
    def of(cls, name: str, source: str) -> "Module":
        return cls(name, source, ast.parse(source))

    def lies_in(self, *places: str) -> bool:
        """Whether it is one of these modules or packages, or inside one."""
        return any(self.name == place or self.name.startswith(f"{place}.") for place in places)

    @property
    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported, wherever in the module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    yield node.lineno, f"{node.module}.{alias.name}"

    @property
    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def program() -> Iterator[Module]:
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT / PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        yield Module.of(name, path.read_text(encoding="utf-8"))


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `setText` for `self.label.setText(…)`."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
