"""GK Feldbuch: field notebook for formative evaluation, offline and encrypted."""

__version__ = "0.1.0"
