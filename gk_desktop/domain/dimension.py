"""The dimensions of the evaluation: structures (polity), processes (politics), results (policy)."""

from enum import StrEnum
from typing import Final

from gk_desktop.base.i18n import N_


class Dimension(StrEnum):
    POLITY = "polity"
    POLITICS = "politics"
    POLICY = "policy"
    CROSS_CUTTING = "querschnitt"
    METHOD = "methodisch"


DIMENSION_LABELS: Final[dict[Dimension, str]] = {
    Dimension.POLITY: N_("Strukturen (polity)"),
    Dimension.POLITICS: N_("Prozesse (politics)"),
    Dimension.POLICY: N_("Ergebnisse (policy)"),
    Dimension.CROSS_CUTTING: N_("Querschnitt"),
    Dimension.METHOD: N_("Methodisch"),
}
