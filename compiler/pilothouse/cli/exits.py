"""Exit codes, the same for every command."""

from __future__ import annotations

DONE = 0
FINDINGS = 1
"""An error in a manifest, or a difference."""
USAGE = 2
"""A wrong command line, or a file that can't be read."""
ENVIRONMENT = 3
"""AWS, or the machine."""
BUG = 70
INTERRUPTED = 130
READER_LEFT = 141
"""The reader of standard output closed it early (128 plus the number of SIGPIPE, as in shells)."""
