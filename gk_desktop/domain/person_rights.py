"""What a person may ask for (DSGVO Art. 15-21), in the words of the assistant. No legal advice."""

from enum import StrEnum
from typing import Final

from gk_desktop.base.i18n import N_


class PersonRequest(StrEnum):
    ACCESS = "auskunft"
    CORRECTION = "berichtigung"
    WITHDRAW_QUOTES = "zitate"
    WITHDRAW_CONTACT = "kontakt"
    WITHDRAW_ALL = "einwilligung"
    RESTRICTION = "einschraenkung"
    END_OF_RESTRICTION = "einschraenkung_ende"
    OBJECTION = "widerspruch"
    END_OF_OBJECTION = "widerspruch_ende"
    ERASURE = "loeschung"


REQUEST_LABELS: Final[dict[PersonRequest, str]] = {
    PersonRequest.ACCESS: N_("Auskunft über alle Daten (Art. 15)"),
    PersonRequest.CORRECTION: N_("Berichtigung (Art. 16)"),
    PersonRequest.WITHDRAW_QUOTES: N_("Widerruf: nicht mehr zitieren (Art. 7)"),
    PersonRequest.WITHDRAW_CONTACT: N_("Widerruf: nicht mehr ansprechen (Art. 7)"),
    PersonRequest.WITHDRAW_ALL: N_("Widerruf der ganzen Einwilligung (Art. 7)"),
    PersonRequest.RESTRICTION: N_("Einschränkung der Verarbeitung (Art. 18)"),
    PersonRequest.END_OF_RESTRICTION: N_("Einschränkung aufheben"),
    PersonRequest.OBJECTION: N_("Widerspruch (Art. 21)"),
    PersonRequest.END_OF_OBJECTION: N_("Über den Widerspruch ist entschieden"),
    PersonRequest.ERASURE: N_("Löschung (Art. 17)"),
}


class ErasureDegree(StrEnum):
    """How far an erasure goes; each takes all that the one before takes.

    IDENTITY leaves what was said, without the person. STATEMENTS takes their own words. MENTIONS also takes whole
    entries of others that speak of them.
    """

    IDENTITY = "angaben"
    STATEMENTS = "aussagen"
    MENTIONS = "alles"


DEGREE_LABELS: Final[dict[ErasureDegree, str]] = {
    ErasureDegree.IDENTITY: N_("Nur wer es ist: Angaben, Code und Namen; die Aussagen bleiben ohne Person stehen"),
    ErasureDegree.STATEMENTS: N_("Auch die eigenen Aussagen mit ihren Beschlüssen und Aufträgen"),
    ErasureDegree.MENTIONS: N_("Alles: auch ganze Einträge anderer, in denen die Person vorkommt"),
}

DELETED_SUBJECTS: Final[dict[ErasureDegree, str]] = {
    ErasureDegree.IDENTITY: N_("Angaben zur Person, Code und Namen in Texten"),
    ErasureDegree.STATEMENTS: N_("Angaben zur Person, eigene Aussagen, Namen in Texten"),
    ErasureDegree.MENTIONS: N_("Angaben zur Person, eigene Aussagen, Einträge über die Person"),
}
"""What the Löschprotokoll says was erased."""

RESEARCH_EXEMPTION: Final = N_(
    "Ausnahme für die Forschung: Nach Art. 17 Abs. 3 Buchst. d DSGVO besteht kein Anspruch auf Löschung, soweit sie die"
    " Ziele der Forschung voraussichtlich unmöglich macht oder ernsthaft beeinträchtigt und Garantien nach Art. 89"
    " bestehen; § 17 DSG NRW regelt die Forschung öffentlicher Stellen in NRW. Ob das hier so ist, entscheiden die"
    " Verantwortlichen mit der*dem Datenschutzbeauftragten, nicht das Programm. Der Grund wird festgehalten."
)

RIGHTS: Final[tuple[str, ...]] = (
    N_("Auskunft über die gespeicherten Daten (Art. 15 DSGVO)"),
    N_("Berichtigung unrichtiger Daten (Art. 16 DSGVO)"),
    N_("Löschung (Art. 17 DSGVO), soweit nicht die Ausnahme für die Forschung gilt (Art. 17 Abs. 3 Buchst. d)"),
    N_("Einschränkung der Verarbeitung (Art. 18 DSGVO)"),
    N_("Datenübertragbarkeit (Art. 20 DSGVO), soweit die Verarbeitung auf einer Einwilligung beruht"),
    N_("Widerspruch (Art. 21 DSGVO)"),
    N_("Widerruf der Einwilligung jederzeit für die Zukunft (Art. 7 Abs. 3 DSGVO)"),
)

COMPLAINT: Final = N_(
    "Beschwerde (Art. 77 DSGVO) bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen"
    " (LDI NRW)."
)
