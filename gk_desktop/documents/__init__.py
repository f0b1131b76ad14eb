"""From records to documents: builders make a neutral tree, writers make a file of it."""
