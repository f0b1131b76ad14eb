"""Pages of the window, one per task of the researcher."""
