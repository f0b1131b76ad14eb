"""From a passphrase to the key of the workspace, and back in an emergency."""
