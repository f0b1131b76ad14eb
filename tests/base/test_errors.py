import pytest

from gk_desktop.base.errors import BugError, UserError


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (UserError("Es ging nicht.", "Versuchen Sie es erneut."), "Es ging nicht. Versuchen Sie es erneut."),
        (UserError("Es ging nicht."), "Es ging nicht."),
    ],
)
def test_a_user_error_is_its_sentence_and_the_way_out(error: UserError, shown: str) -> None:
    assert str(error) == shown
    assert error.sentence == "Es ging nicht."


def test_a_bug_is_no_error_of_the_user() -> None:
    assert not issubclass(BugError, UserError)
    assert not issubclass(UserError, BugError)
