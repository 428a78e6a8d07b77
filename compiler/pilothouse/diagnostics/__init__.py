"""Codes, diagnostics, and their collection."""
