"""What a template lacked for a document that was written on it."""

from dataclasses import dataclass
from typing import Final

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.documents.template_names import german_name

_MOST_NAMES: Final = 4


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What the template lacked: names of styles, and places in headers and footers that had something to show."""

    missing_styles: tuple[str, ...] = ()
    missing_places: tuple[str, ...] = ()

    def as_object(self) -> dict[str, list[str]]:
        """For answers that programs read."""
        return {"missing_styles": list(self.missing_styles), "missing_places": list(self.missing_places)}

    @property
    def sentence(self) -> str:
        """What one reads after an export; empty if nothing was missing."""
        parts = []
        if self.missing_styles:
            parts.append(self._styles_sentence())
        if self.missing_places:
            places = ngettext(
                "In Kopf- und Fußzeile fehlt der Platz {names}.",
                "In Kopf- und Fußzeile fehlen die Plätze {names}.",
                len(self.missing_places),
            )
            parts.append(places.format(names=", ".join(self.missing_places)))
        return " ".join(parts)

    def _styles_sentence(self) -> str:
        count = len(self.missing_styles)
        if count > _MOST_NAMES:
            return _(
                "Der Vorlage fehlen {count} Formatvorlagen; sie sind ersetzt, „Word-Vorlagen“ sagt wodurch."
            ).format(count=count)
        names = ", ".join(f"„{german_name(name)}“" for name in self.missing_styles)
        return ngettext(
            "Der Vorlage fehlt die Formatvorlage {names}; sie ist ersetzt.",
            "Der Vorlage fehlen die Formatvorlagen {names}; sie sind ersetzt.",
            count,
        ).format(names=names)
