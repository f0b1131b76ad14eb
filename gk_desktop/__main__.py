"""Start the window, or carry out a command."""

import sys


def main() -> int:
    try:
        return _start(sys.argv[1:])
    except KeyboardInterrupt:
        # Loading takes a moment, too.
        sys.stderr.write("Abgebrochen.\n")
        return 1


def _start(words: list[str]) -> int:
    if not words or _wants_window(words):
        from gk_desktop.cli.german_argparse import speak_german  # noqa: PLC0415
        from gk_desktop.ui.main import run as run_window  # noqa: PLC0415 - a command needs no Qt

        speak_german()
        return run_window(words)
    from gk_desktop.cli.main import run  # noqa: PLC0415 - the window's first paint needs no argparse tree

    return run(words)


def _wants_window(words: list[str]) -> bool:
    """Whether the noun, which may come after global options, is `gui`."""
    takes_value = {"--profile", "--passphrase-file", "--recovery-code-file"}
    remaining = iter(words)
    for word in remaining:
        if word in takes_value:
            next(remaining, None)
        elif not word.startswith("-"):
            return word == "gui"
    return False


if __name__ == "__main__":
    sys.exit(main())
