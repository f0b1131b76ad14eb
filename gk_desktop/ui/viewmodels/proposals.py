"""What one field says about others: the name of a Kreis about its AGS. It fills what is empty and replaces nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import _
from gk_desktop.domain.case import Case
from gk_desktop.domain.municipality import Municipality
from gk_desktop.domain.record import Record, declaration
from gk_desktop.services.municipalities import municipality_called


@dataclass(frozen=True, slots=True)
class Proposals:
    """`texts` are to be typed into fields that are empty; `sentence` says what was filled, and what stays different."""

    texts: dict[str, str]
    sentence: str


_NOTHING: Final = Proposals({}, "")


def proposals(record_type: type[Record], name: str, typed: str, text_of: Callable[[str], str]) -> Proposals:
    """After somebody has left the field `name`; `text_of` is what stands in the other fields."""
    if record_type is not Case or name != "name":
        return _NOTHING
    found = municipality_called(typed)
    return _about(found, text_of) if found else _NOTHING


def _about(found: Municipality, text_of: Callable[[str], str]) -> Proposals:
    listed = {
        "municipality_type": found.municipality_type,
        "official_key": found.official_key,
        "district": found.district,
    }
    missing = {name: text for name, text in listed.items() if not text_of(name).strip()}
    other = {name: text for name, text in listed.items() if name not in missing and text_of(name).strip() != text}
    sentences = []
    if missing:
        sentences.append(_("Aus der Liste ergänzt: {values}.").format(values=_named(missing)))
    if other:
        sentences.append(_("In der Liste steht: {values}. Ihre Angabe bleibt.").format(values=_named(other)))
    return Proposals(missing, " ".join(sentences))


def _named(values: dict[str, str]) -> str:
    return ", ".join(f"{_(declaration(Case, name).label)} {text}" for name, text in values.items())
