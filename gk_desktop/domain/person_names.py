"""What one person may be called in texts: to be found there, and to be taken out."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Final

from gk_desktop.domain.identity import Identity
from gk_desktop.domain.identity_names import given_names, is_ambiguous, names_of_identities, without_title
from gk_desktop.domain.minutes_redaction import REMOVED
from gk_desktop.domain.name_replacement import KnownName, NameKind

_NUMBER_OF_A_ROLE: Final = re.compile(r"\s*\d{1,2}$")


def names_of_person(
    code: str, labels: Iterable[str], identity: Identity | None, roles: Container[str], *, ambiguous: bool
) -> tuple[KnownName, ...]:
    """Code, what notes call them, and every name of the Schlüsseldatei, each replaced by "[entfernt]".

    `roles`, folded, are no names. Without `ambiguous` a first name alone and a name that is just as well another word
    are left out: they may mean somebody or something else.
    """
    found = [name for name in _names(code, labels, identity, roles) if name.is_name]
    given = _given_names(identity)
    return tuple(
        name for name in dict.fromkeys(found) if ambiguous or not (is_ambiguous(name) or " ".join(name.words) in given)
    )


def is_role(label: str, roles: Container[str]) -> bool:
    word = label.casefold().strip()
    return word in roles or _NUMBER_OF_A_ROLE.sub("", word) in roles


def _names(code: str, labels: Iterable[str], identity: Identity | None, roles: Container[str]) -> Iterator[KnownName]:
    if code:
        yield KnownName(code, (REMOVED,), NameKind.CODE)
    for label in labels:
        if label and not is_role(label, roles):
            yield KnownName(label, (REMOVED,), NameKind.PERSON)
            surname = without_title(label)
            if surname != label:
                yield KnownName(surname, (REMOVED,), NameKind.SURNAME)
    if identity is not None:
        for name in names_of_identities([identity], {identity.id}, lambda _identity: (REMOVED,)):
            yield KnownName(name.name, (REMOVED,), name.kind)


def _given_names(identity: Identity | None) -> set[str]:
    names = given_names(identity) if identity is not None else ()
    return {" ".join(KnownName(name, ()).words) for name in names} - {""}
