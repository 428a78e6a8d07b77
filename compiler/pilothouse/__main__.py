"""The command `pilothouse`, also as `python -m pilothouse`."""

from __future__ import annotations

import sys

from pilothouse.cli.replay import replay


def main() -> None:
    """Print the stored result of an earlier run if it is still valid, else run the command line."""
    exit_code = replay(sys.argv[1:])
    if exit_code is None:
        from pilothouse.cli.main import main as run

        run()
    sys.exit(exit_code)


if __name__ == "__main__":
    main()
