"""The steps by which the schema grew. A released step is never edited; each new one is a module of its own.

A step imports nothing from the program but the driver: it must do the same thing in ten years. Its docstring says why
it exists. Each step leaves `tests/old_workspaces/` one file richer.
"""

from collections.abc import Callable
from typing import Final

from gk_desktop.store.driver import Database, Migrations
from gk_desktop.store.migrations.m0001_workspace import create_workspace
from gk_desktop.store.migrations.m0002_release_and_consent import add_release_and_consent

STEPS: Final[dict[str, Callable[[Database], None]]] = {
    "m0001_workspace": create_workspace,
    "m0002_release_and_consent": add_release_and_consent,
}

migrations: Final = Migrations("gk_feldbuch")
for _name, _step in STEPS.items():
    migrations(name=_name)(_step)


def unknown_steps(database: Database) -> list[str]:
    """Steps that this program does not know: the file comes from a newer one."""
    return differing_steps(database)[0]


def differing_steps(database: Database) -> tuple[list[str], list[str]]:
    """Steps of the file that this program does not know, and steps of this program that the file has yet to take."""
    applied = {step.name for step in migrations.applied(database)}
    return sorted(applied - set(STEPS)), [name for name in STEPS if name not in applied]
