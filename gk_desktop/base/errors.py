"""The two families of errors.

A `UserError` is a situation a researcher can do something about: it carries one German sentence that says what
happened and, where there is one, the way out. Everything else is a `BugError` or an unexpected Python exception and
belongs to us.
"""


class UserError(Exception):
    """What happened, in one German sentence, and what to do about it.

    `sentence` says what happened and what is safe; `way_out` (may be empty) names the next step.
    """

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.sentence} {self.way_out}".strip()


class BugError(Exception):
    """A state that correct code never reaches."""
