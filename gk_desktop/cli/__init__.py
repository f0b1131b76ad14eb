"""The same verbs as the window, for headless work."""
