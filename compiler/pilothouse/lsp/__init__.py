"""The language server: editor features from the same passes that compile."""
