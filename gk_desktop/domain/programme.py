"""A programme: what the evaluation works with, as data. The next evaluation needs another file, not a programmer."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InstitutionType:
    key: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class CategoryDefinition:
    """`parent` is the code of the category above, empty for a top one."""

    code: str
    name: str
    parent: str
    dimension: str
    definition: str
    coding_rule: str
    anchor_example: str
    origin: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """`proposed` dates are derived from vague wording (`time_text`) and wait for somebody to confirm them."""

    number: str
    element: int
    title: str
    time_text: str
    start: date | None
    end: date | None
    proposed: bool
    instrument: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Programme:
    """`speaker_roles` are names of roles, never of people, and so may be shown outside.

    `observation_prompts` are the questions of the Beobachtungsraster: suggestions, never required.
    """

    key: str
    title: str
    institution_types: tuple[InstitutionType, ...]
    person_roles: dict[str, str]
    speaker_roles: tuple[str, ...]
    categories: tuple[CategoryDefinition, ...]
    milestones: tuple[Milestone, ...]
    choices: dict[str, tuple[str, ...]]
    observation_prompts: tuple[str, ...] = ()
