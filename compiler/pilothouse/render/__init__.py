"""From values to text: each module converts one kind of value to a `str` and does nothing else."""
