import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gk_desktop.base import paths

REPOSITORY = Path(__file__).resolve().parents[2]


def test_the_resources_of_a_checkout_lie_beside_the_package() -> None:
    assert paths.resources() == REPOSITORY / "resources"
    assert {"programme", "sample", "templates"} <= {path.name for path in paths.resources().iterdir()}


@pytest.mark.parametrize("beside", [False, True])
def test_the_resources_of_an_installation_lie_in_the_package(tmp_path: Path, beside: bool) -> None:
    package = tmp_path / "site-packages" / "gk_desktop"
    (package / "resources").mkdir(parents=True)
    (package / "base").mkdir()
    for name in ("__init__.py", "base/__init__.py", "base/paths.py"):
        shutil.copy(REPOSITORY / "gk_desktop" / name, package / name)
    if beside:
        (package.parent / "resources").mkdir()
    script = f"import sys; sys.path.insert(0, {str(package.parent)!r}); from gk_desktop.base import paths; "
    told = subprocess.run(
        [sys.executable, "-c", script + "print(paths.__file__); print(paths.resources())"],
        capture_output=True,
        check=True,
        text=True,
        cwd=tmp_path,
    )

    assert told.stdout.splitlines() == [str(package / "base" / "paths.py"), str(package / "resources")]


def test_live_data_lies_with_the_user_and_in_no_document_folder() -> None:
    profile = paths.default_profile()

    assert profile.name == paths.APPLICATION
    assert profile.is_absolute()
    assert not {"Documents", "Dokumente", "Desktop"} & set(profile.parts)
    if sys.platform == "linux" and not os.environ.get("XDG_DATA_HOME"):
        assert profile == Path.home() / ".local" / "share" / paths.APPLICATION
