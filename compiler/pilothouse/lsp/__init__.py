"""The language server: what an editor shows, by the same passes that compile."""
