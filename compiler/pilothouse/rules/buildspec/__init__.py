"""Defects of a buildspec that a manifest uses. Places are in the buildspec."""
