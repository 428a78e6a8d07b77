"""Defects that show only in the graph: actions and their order."""
