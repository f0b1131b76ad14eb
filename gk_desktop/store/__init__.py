"""The encrypted workspace file: journal, projections, search, drafts, backups."""
