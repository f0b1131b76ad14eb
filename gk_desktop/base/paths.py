"""Places on disk. The only importer of appdirs."""

from pathlib import Path

import appdirs

APPLICATION = "GK Feldbuch"


def default_profile() -> Path:
    """The folder of live data: local to this laptop, never in a document folder that a cloud client may synchronise."""
    return Path(appdirs.user_data_dir(APPLICATION, appauthor=False, roaming=False))


def resources() -> Path:
    """The folder of templates, programme data and the sample: in the wheel below the package, else beside it."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
