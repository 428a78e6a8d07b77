"""The files that `init` and `override` write: pure text."""
