"""What becomes of cells on their way out of a table, counted, so that nothing is left out without a word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from gk_desktop.base.i18n import _, ngettext
from gk_desktop.base.text import clean_text

# Marks of direction show a name in another order than it is stored in; others hide in it, and no search finds it any
# more. The joiners (200c, 200d) belong to how Persian or Hindi is written, and to nothing in Latin letters.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)
_LINE_END: Final = re.compile("\r\n|[\r\x0b]")


@dataclass(slots=True)
class TableRemarks:
    """`guess` is what had to be guessed about the whole table; rows are counted from 1."""

    guess: str = ""
    formulas_without_result: int = 0
    _cleaned_cells: int = field(default=0, init=False)
    _joined_rows: list[int] = field(default_factory=list, init=False)

    def clean(self, cell: str) -> str:
        """The text without characters that nobody sees, and without blanks at its ends."""
        text = clean_text(_INVISIBLE.sub("", cell))
        self._cleaned_cells += text != _LINE_END.sub("\n", cell)
        return text.strip()

    def look_for_joined_rows(self, row: int, cells: Sequence[str], separator: str) -> None:
        """A stray quotation mark makes one cell of all up to the next one: ends of lines, separators and all."""
        if any("\n" in cell and separator in cell for cell in cells):
            self._joined_rows.append(row)

    @property
    def sentence(self) -> str:
        return " ".join(filter(None, (self.guess, self._about_cleaned(), self._about_joined(), self._about_formulas())))

    def _about_cleaned(self) -> str:
        if not self._cleaned_cells:
            return ""
        return ngettext(
            "In {count} Zelle waren unsichtbare Zeichen; sie sind weggelassen.",
            "In {count} Zellen waren unsichtbare Zeichen; sie sind weggelassen.",
            self._cleaned_cells,
        ).format(count=self._cleaned_cells)

    def _about_joined(self) -> str:
        if not self._joined_rows:
            return ""
        return _(
            "In Zeile {row} geht eine Zelle über mehrere Zeilen der Datei; prüfen Sie, ob dort ein Anführungszeichen"
            " zu viel steht."
        ).format(row=self._joined_rows[0])

    def _about_formulas(self) -> str:
        if not self.formulas_without_result:
            return ""
        return ngettext(
            "In {count} Zelle steht eine Formel ohne gespeichertes Ergebnis; sie bleibt leer. Öffnen und speichern Sie"
            " die Datei einmal in Ihrem Tabellenprogramm.",
            "In {count} Zellen steht eine Formel ohne gespeichertes Ergebnis; sie bleiben leer. Öffnen und speichern"
            " Sie die Datei einmal in Ihrem Tabellenprogramm.",
            self.formulas_without_result,
        ).format(count=self.formulas_without_result)
