"""Defects of a context file. Places are in that file."""
