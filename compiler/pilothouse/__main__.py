"""Run Pilothouse as `python -m pilothouse`."""

from pilothouse.cli.main import main

if __name__ == "__main__":
    main()
