"""The one place through which every text for people passes.

The message ids are German; without a catalogue they are shown as they are. Counted texts go through `ngettext`.
"""

import gettext

_translations = gettext.NullTranslations()

_ = _translations.gettext
ngettext = _translations.ngettext


def N_(message: str) -> str:
    """Mark a constant for translation; the text is translated where it is shown."""
    return message
