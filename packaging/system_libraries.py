"""System libraries and programs the Qt wheels expect from the operating system.

Measured on a bare Debian 12: the wheels bring Qt itself but not the libraries a graphical desktop has anyway.
Every check loads the library the way Qt will; nothing is looked up by package name, so it holds on any distribution.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

# Library as Qt asks for it -> Debian package. Without one of these even the offscreen platform fails to import.
RENDERING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# Wanted by the X11 platform plugin only: a window needs them, a run without a screen does not.
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs with which the tests drive real windows on a virtual screen.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "openbox": "openbox",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What the machine lacks; libraries by file name, programs by command."""

    rendering: tuple[str, ...] = ()
    window: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names())

    def names(self) -> tuple[str, ...]:
        return self.rendering + self.window + self.programs

    def packages(self) -> list[str]:
        known = {**RENDERING, **WINDOW, **TEST_PROGRAMS}
        return [known[name] for name in self.names()]


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def find_missing(*, window: bool, programs: bool) -> Missing:
    """Check this machine; other systems than Linux bring everything with the wheels."""
    if not sys.platform.startswith("linux"):
        return Missing()
    return Missing(
        rendering=tuple(name for name in RENDERING if not is_loadable(name)),
        window=tuple(name for name in WINDOW if window and not is_loadable(name)),
        programs=tuple(name for name in TEST_PROGRAMS if programs and shutil.which(name) is None),
    )


def has_apt() -> bool:
    return shutil.which("apt-get") is not None


def root_prefix() -> list[str] | None:
    """How to become root without asking anybody: [] as root, sudo where it needs no password, None otherwise."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def present_names(packages: list[str]) -> list[str]:
    """Package names of this release: the 64-bit time change renamed libglib2.0-0 (Debian 13, Ubuntu 24.04)."""
    names = []
    for package in packages:
        renamed = package + "t64"
        # Only glib was renamed among ours; where apt knows no lists yet the old name still resolves by "Provides".
        known = package == "libglib2.0-0" and _apt_knows(renamed)
        names.append(renamed if known else package)
    return names


def apt_line(packages: list[str]) -> str:
    """The one line a user can paste."""
    prefix = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return f"{prefix}apt-get install --no-install-recommends {' '.join(present_names(packages))}"


def apt_install(packages: list[str]) -> bool:
    """Install with apt; False where that is not possible (no apt, no rights, no network)."""
    prefix = root_prefix() if has_apt() else None
    if prefix is None:
        return False
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    # An outdated package list is no reason to stop: the packages may still be there.
    _run_quietly([*apt, "update"])
    return _run_quietly([*apt, "install", "-y", "--no-install-recommends", *present_names(packages)])


def _apt_knows(package: str) -> bool:
    if shutil.which("apt-cache") is None:
        return False
    return subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode == 0


def _run_quietly(command: list[str]) -> bool:
    """Run and stay silent unless it fails: apt prints hundreds of lines nobody reads."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        sys.stderr.write("\n".join(result.stdout.splitlines()[-15:]) + "\n")
    return result.returncode == 0
