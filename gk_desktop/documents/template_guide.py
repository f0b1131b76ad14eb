"""How to make a Word template of one's own, as a document: made from what the program really asks a template for."""

from collections.abc import Iterator
from datetime import datetime

from gk_desktop.base.i18n import _
from gk_desktop.documents.template import PLACE_CLASS, PLACE_FOOTER, PLACE_SHORT_TITLE
from gk_desktop.documents.template_styles import KIND_LABELS, template_styles
from gk_desktop.documents.tree import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    RunStyle,
    Table,
)


def build(made_at: datetime) -> Document:
    """`made_at` must know its time zone."""
    title = _("So bauen Sie eine eigene Vorlage")
    return Document(
        title=title,
        author=_("GK Feldbuch"),
        created=made_at,
        header_right=_("GK Feldbuch"),
        footer=_("Leitfaden Word-Vorlage"),
        blocks=_blocks(title),
    )


def steps() -> tuple[str, ...]:
    """What to do, in order."""
    return (
        _("Speichern Sie die mitgelieferte Vorlage als Ausgangspunkt, und öffnen Sie sie in Word."),
        _(
            "Ändern Sie Schriften, Farben und Abstände über die Formatvorlagen (rechte Maustaste › Ändern), nicht im"
            " Text selbst. Die Namen der Formatvorlagen müssen bleiben; daran findet sie das Programm."
        ),
        _("Setzen Sie Ihr Logo in die Kopfzeile, als eingefügtes Bild und nicht als Verknüpfung."),
        _("Lassen Sie die Plätze in Kopf- und Fußzeile stehen; dort schreibt das Programm hinein."),
        _(
            "Speichern Sie als „Word-Dokument (.docx)“, ohne Makros, Kennwort, Kommentare und verfolgte Änderungen,"
            " und fügen Sie die Datei unter „Word-Vorlagen“ hinzu. Dort sehen Sie, was fehlt."
        ),
    )


def places() -> tuple[tuple[str, str, str], ...]:
    """Each place: how it is written, what comes there, and what happens without it."""
    return (
        (
            PLACE_CLASS,
            _("die Klasse: INTERN, PSEUDONYMISIERT oder VERTEILER"),
            _("Die Klasse steht als eigene Zeile am Anfang jeder Kopfzeile."),
        ),
        (
            PLACE_SHORT_TITLE,
            _("Art des Protokolls und Tag"),
            _("Art und Tag stehen nicht in der Kopfzeile."),
        ),
        (
            PLACE_FOOTER,
            _("Fassung, Status und Stand"),
            _("Fassung und Stand stehen nicht in der Fußzeile."),
        ),
    )


def without_style(stand_in: str) -> str:
    """What is used where a style is missing, for a table's cell."""
    return stand_in or _("Standardformat der Vorlage")


def _blocks(title: str) -> Iterator[Block]:
    yield _paragraph(ParagraphStyle.TITLE, title)
    yield _paragraph(
        ParagraphStyle.BODY,
        _(
            "Eine Vorlage ist ein gewöhnliches Word-Dokument ohne Text. Das Programm findet die Formatvorlagen an ihren"
            " Namen. Was fehlt, wird ersetzt und genannt; kein Protokoll scheitert daran."
        ),
    )
    yield Heading(1, _("Schritte"))
    for step in steps():
        yield _paragraph(ParagraphStyle.BULLET, step)
    yield Heading(1, _("Plätze in Kopf- und Fußzeile"))
    yield Table(
        columns=(Column(32, _("Platz")), Column(63, _("Was dort steht")), Column(70, _("Wenn er fehlt"))),
        rows=(((Run(place, RunStyle.STRONG),), shown, without) for place, shown, without in places()),
        caption=_("Plätze"),
        description=_("Je Zeile ein Platz: wie er geschrieben wird, was dort steht, was ohne ihn geschieht."),
    )
    yield Heading(1, _("Seite"))
    yield _paragraph(
        ParagraphStyle.BODY,
        _("A4; Tabellen brauchen 165 mm zwischen den Rändern, etwa 25 mm links und 20 mm rechts."),
    )
    yield Heading(1, _("Formatvorlagen"))
    yield _styles_table()


def _styles_table() -> Table:
    return Table(
        columns=(
            Column(45, _("Name in Word")),
            Column(20, _("Art")),
            Column(60, _("Wofür")),
            Column(40, _("Wenn sie fehlt")),
        ),
        rows=(
            (
                (Run(style.shown_name, RunStyle.STRONG),),
                _(KIND_LABELS[style.kind]),
                style.purpose,
                without_style(style.stand_in),
            )
            for style in template_styles()
        ),
        caption=_("Formatvorlagen"),
        description=_("Je Zeile eine Formatvorlage: Name, Art, wofür sie ist, was ohne sie verwendet wird."),
    )


def _paragraph(style: ParagraphStyle, text: str) -> Paragraph:
    return Paragraph(style, (Run(text),))
