"""Widgets that more than one page uses, or that are an idea of their own."""
