#!/usr/bin/env python3
"""Set up GK Feldbuch and start it, run its demonstration, its tests or its benchmarks.

Needs Python 3.11 and nothing else; HELP below says what the user sees. The work is done by setup_environment
(packages), system_libraries (Debian packages Qt wants) and ooxml_validator (test tool).
"""

from __future__ import annotations

import os
import subprocess
import sys

# Before the other imports, which need a newer Python to be read at all.
if sys.version_info < (3, 11):  # noqa: UP036 - the point is to answer older versions with a sentence
    sys.exit(
        f"GK Feldbuch braucht Python 3.11 oder neuer, dies ist Python {sys.version.split()[0]}. "
        "Bitte installieren Sie ein neueres Python und starten Sie damit erneut."
    )

import demo
import ooxml_validator
import system_libraries
from setup_environment import DEV, RUNTIME, Environment, SetupError, clean_environment, ensure, renew_locks, say

HELP = """\
GK Feldbuch einrichten und starten

  python3 packaging/start.py                    einrichten und das Programm öffnen
  python3 packaging/start.py --demo ORDNER      einrichten und ohne Bildschirm ein Beispielprojekt mit Protokollen
                                                in ORDNER anlegen
  python3 packaging/start.py setup [--neu]      nur einrichten; --neu verwirft die vorhandene Umgebung
  python3 packaging/start.py test [ARGUMENTE]   alle Tests ausführen; ARGUMENTE gehen an pytest
  python3 packaging/start.py bench [ARGUMENTE]  Messungen ausführen, Ergebnis in benchmarks.json
  python3 packaging/start.py lock [--upgrade]   Sperrdateien nach einer Änderung an pyproject.toml erneuern

Die Einrichtung liegt im Ordner .venv dieses Projekts. Ein zweiter Start richtet nichts mehr ein.
"""


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without German quotation marks is no reason to stop
    try:
        return run(arguments, Environment())
    except (SetupError, demo.DemoError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        print(
            f"Das ging nicht: {error.strerror}{place}. Bitte prüfen Sie die Rechte und den freien Platz.",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print("Abgebrochen. Der nächste Start macht an dieser Stelle sauber weiter.", file=sys.stderr)
        return 130
    return 1


def run(arguments: list[str], env: Environment) -> int:
    """Choose the verb. Written out instead of argparse, whose help and errors are English."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    with_arguments = {"test": run_tests, "bench": run_benchmarks, "lock": run_lock}
    if verb in with_arguments:
        return with_arguments[verb](env, rest)
    if verb == "setup" and rest in ([], ["--neu"]):
        return set_up_only(env, fresh=bool(rest))
    if verb == "--demo" and len(rest) == 1:
        return run_demo(env, rest[0])
    if not verb:
        return open_window(env)
    wanted = verb in ("-h", "--help")
    unknown = "" if wanted else f"Unbekannter Aufruf: {' '.join(arguments)}\n\n"
    print(unknown + HELP, end="", file=sys.stdout if wanted else sys.stderr)
    return 0 if wanted else 2


def open_window(env: Environment) -> int:
    ensure(env, RUNTIME)
    missing = provide_system(window=True)
    wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    # Without these Qt would end the program with an English message or a crash. Wayland needs none of the X11 ones.
    stop_without_qt(bool(missing.rendering) or (bool(missing.window) and not wayland))
    chosen = os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or wayland
    if sys.platform.startswith("linux") and not chosen:
        raise SetupError(
            "Hier gibt es keinen Bildschirm, auf dem sich das Fenster öffnen lässt. "
            "Ohne Bildschirm geht: python3 packaging/start.py --demo ORDNER"
        )
    return call(env, "-m", "gk_desktop", "gui")


def run_demo(env: Environment, folder: str) -> int:
    target = demo.check_target(folder)
    ensure(env, RUNTIME)
    provide_system(window=False)
    demo.run(target, [str(env.python), "-m", "gk_desktop"], environment(offscreen=True))
    return 0


def set_up_only(env: Environment, *, fresh: bool) -> int:
    worked = ensure(env, RUNTIME, fresh=fresh)
    provide_system(window=True)
    if not worked:
        say("Es ist alles eingerichtet.")
    return 0


def run_tests(env: Environment, arguments: list[str]) -> int:
    ensure(env, DEV)
    stop_without_qt(bool(provide_system(window=True, programs=True).rendering))
    ooxml_validator.ensure(env)
    return call(env, "-m", "pytest", "-n", "2", *arguments, offscreen=True)


def run_benchmarks(env: Environment, arguments: list[str]) -> int:
    ensure(env, DEV)
    stop_without_qt(bool(provide_system(window=True).rendering))
    return call(env, "-m", "tests.benchmarks", *arguments, offscreen=True)


def run_lock(env: Environment, arguments: list[str]) -> int:
    renew_locks(env.root, arguments)
    return 0


def provide_system(*, window: bool, programs: bool = False) -> system_libraries.Missing:
    """Install what the system lacks where we may, else say how; returns what is still missing."""
    missing = system_libraries.find_missing(window=window, programs=programs)
    if not missing:
        return missing
    packages = missing.packages()
    if not system_libraries.has_apt():
        say(f"Dem System fehlt: {', '.join(missing.names())}. Bitte installieren Sie die zugehörigen Pakete.")
        return missing
    if system_libraries.root_prefix() is not None:
        say(f"Fehlende Systempakete werden installiert: {' '.join(packages)}")
        system_libraries.apt_install(packages)
        missing = system_libraries.find_missing(window=window, programs=programs)
    if missing:
        line = system_libraries.apt_line(missing.packages())
        say(f"Dem System fehlen Pakete. Diese Zeile installiert sie:\n    {line}")
    return missing


def stop_without_qt(lacking: bool) -> None:
    if lacking:
        raise SetupError("Ohne diese Pakete läuft Qt nicht. Bitte starten Sie nach dem Installieren erneut.")


def environment(*, offscreen: bool) -> dict[str, str]:
    variables = clean_environment()
    if offscreen and sys.platform.startswith("linux"):
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


def call(env: Environment, *arguments: str, offscreen: bool = False) -> int:
    """Run the environment's Python in the project folder; its exit code is ours."""
    command = [str(env.python), *arguments]
    return subprocess.run(command, cwd=env.root, env=environment(offscreen=offscreen), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
