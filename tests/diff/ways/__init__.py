"""Ways to hide a risk from a reviewer: templates before and after, and what must be said of them."""
