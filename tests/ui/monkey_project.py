"""The small project on which the monkey is let loose."""

from datetime import date
from pathlib import Path

from gk_desktop.app.workspace import create_workspace
from gk_desktop.domain.case import Case, Institution
from gk_desktop.domain.event import AgendaItem, Event, Participant
from gk_desktop.security.key_file import KeyDerivation
from tests.ui.conftest import PASSPHRASE


def make_template(folder: Path) -> Path:
    """A project with two events, one of which has notes."""
    profile = folder / "template"
    kdf = KeyDerivation(iterations=1, memory_kib=64, lanes=1)
    workspace, _code = create_workspace(profile, PASSPHRASE, project="Begleitung", author="XY", kdf=kdf)
    with workspace:
        keeping = workspace.keeping
        case = keeping.add(Case(name="Musterkreis", case_code="FK01")).id
        keeping.add(Institution(name="Jugendamt", case=case))
        today = date.today()  # noqa: DTZ011 - the day on the wall, as for the window
        for title, when in (("Kerngruppe", today), ("Steuerungskreis", date(2021, 5, 19))):
            event = keeping.add(Event(title=title, date=when, start="09:00", case=case)).id
            for position, label in enumerate(("GfS", "JMD"), start=1):
                keeping.add(Participant(event=event, label=label, position=float(position)))
            for number, topic in enumerate(("Begrüßung", "Übergänge"), start=1):
                keeping.add(AgendaItem(event=event, number=number, title=topic))
            capture = workspace.capture(event)
            for line in ("TOP 1", "GfS: Grüße an alle", "! Das Bündnis tagt monatlich #B1", "* leise", "TOP 2"):
                capture.add_line(line)
    return profile
