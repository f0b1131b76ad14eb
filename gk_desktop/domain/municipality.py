"""Kreise and kreisfreie Städte of North Rhine-Westphalia, to choose from for a new case."""

from dataclasses import dataclass
from typing import Final

_DISTRICT_TYPE: Final = "Kreis"


@dataclass(frozen=True, slots=True)
class Municipality:
    """`official_key` is the AGS; `municipality_type` and `district` (Regierungsbezirk) as a case calls them."""

    official_key: str
    name: str
    municipality_type: str
    district: str

    @property
    def full_name(self) -> str:
        """With its type where the name alone could be a town in it: Heinsberg is a town in the Kreis Heinsberg."""
        says_so = _DISTRICT_TYPE.casefold() in self.name.casefold()
        return self.name if self.municipality_type != _DISTRICT_TYPE or says_so else f"{_DISTRICT_TYPE} {self.name}"
