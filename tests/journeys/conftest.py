"""The window as somebody finds it: an empty folder, German, real keys."""

from tests.ui.conftest import pytest_configure, qapp_args

__all__ = ["pytest_configure", "qapp_args"]
