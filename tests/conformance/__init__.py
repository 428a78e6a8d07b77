"""The proof of version 1: the same manifests through the real Copilot client and through ours, compared."""
