"""From values to text: each module turns one kind of value into a `str` and does nothing else."""
