"""What a manifest may have that the client passes on, misreads or ignores: told from it as it is written."""
