"""The project itself: its name and the programme it accompanies."""

from dataclasses import dataclass
from typing import ClassVar

from gk_desktop.base.i18n import N_
from gk_desktop.domain import fields
from gk_desktop.domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """`programme` is the key of a programme definition among the program's resources."""

    KIND: ClassVar[str] = "project"
    LABEL: ClassVar[str] = N_("Projekt")

    name: str = fields.text(N_("Name"), searchable=True)
    programme: str = fields.text(N_("Programm"))
