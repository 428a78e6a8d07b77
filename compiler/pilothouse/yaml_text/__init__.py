"""YAML as Pilothouse writes it: scalars that no reader misreads, and whole templates."""
