"""Names that stand in the Word template itself, and so would go into every document that is made of it.

Nothing in a template is replaced. Either the institute takes a name out of it, or somebody says once why it stays: that
counts for this word in this part of this template in one export class.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.base.text import clean_text
from gk_desktop.domain.consent import NameDecision, NameVerdict
from gk_desktop.domain.minutes import ExportClass
from gk_desktop.domain.minutes_content import MinutesMaterial
from gk_desktop.domain.name_decisions import place_decided
from gk_desktop.domain.name_finder import NameFinder
from gk_desktop.domain.naming import Naming
from gk_desktop.domain.visibility import PEOPLE, PeopleShownAs
from gk_desktop.services.minutes_writers import FileFormat, format_of, shipped_template
from gk_desktop.store.workspace_store import WorkspaceStore

_RECORD_KIND: Final = "template"


class TemplateNamesError(UserError):
    """A reason may be given, and then the document is written."""


@dataclass(frozen=True, slots=True)
class TemplateName:
    word: str
    where: str


def check_template_names(
    store: WorkspaceStore,
    material: MinutesMaterial,
    export_class: ExportClass,
    template: Path,
    target: Path,
    reason: str = "",
) -> None:
    """Raises `TemplateNamesError` for names in the template that nobody has decided about; a `reason` decides."""
    is_shipped = template == shipped_template()
    if is_shipped or PEOPLE[export_class] is PeopleShownAs.NAMES or format_of(target) is not FileFormat.WORD:
        return
    left = tuple(_undecided(store, material, export_class, template))
    reason = clean_text(reason).strip()
    if left and not reason:
        raise TemplateNamesError(
            _("In der Vorlage „{name}“ stehen Namen ({places}).").format(
                name=template.stem, places=", ".join(dict.fromkeys(name.where for name in left))
            ),
            _(
                "Nehmen Sie sie aus der Vorlage heraus, oder nennen Sie eine Begründung; sie gilt von da an für diese"
                " Vorlage in der Klasse {cls}."
            ).format(cls=export_class.value),
        )
    if left:
        _decide(store, left, export_class, template, reason)


def _undecided(
    store: WorkspaceStore, material: MinutesMaterial, export_class: ExportClass, template: Path
) -> Iterator[TemplateName]:
    from gk_desktop.documents.template_texts import template_texts  # noqa: PLC0415 - only who writes Word needs it

    kept = store.records.find(NameDecision, record_kind=_RECORD_KIND, record_id=template.name)
    decided = {(item.word, item.field_name) for item in kept}
    texts = template_texts(template)
    known = Naming(material.names, material.event, export_class, only_listens=True).known_names
    found = (TemplateName(hit.word, texts[hit.text].where) for hit in NameFinder(known).find([t.text for t in texts]))
    for name in dict.fromkeys(found):
        if (name.word, place_decided(name.where, NameVerdict.LEFT_IN, export_class)) not in decided:
            yield name


def _decide(
    store: WorkspaceStore, names: tuple[TemplateName, ...], export_class: ExportClass, template: Path, reason: str
) -> None:
    with store.journal.change(_("Namen in der Vorlage lassen")) as unit:
        for name in names:
            unit.create(
                NameDecision(
                    record_kind=_RECORD_KIND,
                    record_id=template.name,
                    field_name=place_decided(name.where, NameVerdict.LEFT_IN, export_class),
                    word=name.word,
                    verdict=NameVerdict.LEFT_IN,
                    reason=reason,
                    decided_by=store.journal.site.author,
                )
            )
