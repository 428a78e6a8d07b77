"""The ways in which a template can come out: what its conditions, parameters and mappings make of it."""
