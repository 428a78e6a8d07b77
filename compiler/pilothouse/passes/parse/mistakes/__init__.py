"""The mistakes that people make in YAML's grammar."""
