"""Hypothesis strategies for the whole version-1 language, in the words of the worlds that it is used in."""
