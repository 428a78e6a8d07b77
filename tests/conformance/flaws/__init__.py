"""Flaws that the client passes on, misreads or ignores, found in a manifest as it is written."""
