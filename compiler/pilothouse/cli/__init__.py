"""The command line: the only code that prints, reads arguments, writes files and chooses exit codes."""
