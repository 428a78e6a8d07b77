"""What policies allow, as far as two of them can be compared without asking AWS."""
