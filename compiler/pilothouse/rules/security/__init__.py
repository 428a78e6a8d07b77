"""What a template grants more than it needs, and secrets in plain sight: notes, looked for when asked."""
