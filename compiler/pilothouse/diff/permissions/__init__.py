"""The permissions in policies, as far as two of them can be compared without AWS."""
