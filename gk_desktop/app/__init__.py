"""The composition root: opens a workspace and wires each service once."""
