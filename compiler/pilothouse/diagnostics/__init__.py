"""What the compiler has to say about a manifest: codes, diagnostics and their collection."""
