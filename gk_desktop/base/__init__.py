"""What every room may use: errors, language, clock, identifiers, places on disk."""
