"""What a person is told about their data (DSGVO Art. 15), already without the names of others (Art. 15(4))."""

from dataclasses import dataclass
from datetime import datetime

from gk_desktop.domain.person_dossier import Dossier
from gk_desktop.domain.project import Project


@dataclass(frozen=True, slots=True)
class PersonReport:
    """`name` is empty where the Schlüsseldatei was closed."""

    code: str
    name: str
    project: Project
    dossier: Dossier
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RightsRecord:
    """What was done for a person, as a sheet for the files: by code only, sentence by sentence."""

    code: str
    title: str
    sentences: tuple[str, ...]
    made_at: datetime
    made_by: str
