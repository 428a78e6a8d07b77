"""Common mistakes in YAML syntax."""
