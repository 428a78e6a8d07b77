"""Excessive permissions and exposed secrets: notes of `lint --audit`."""
