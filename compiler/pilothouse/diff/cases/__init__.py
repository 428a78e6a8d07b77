"""The possible outcomes of a template, by its conditions, parameters and mappings."""
