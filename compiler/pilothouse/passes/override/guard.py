"""Run a program that must not outlive its caller. Started as a script, in a separate session.

Arguments: the number of an open file, then the program's command line. The file is the reading end of a pipe
whose writing end the caller keeps open and never writes to. When it closes, however the caller ended, the
whole process group is killed. The exit code is the program's.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading


def end_with(descriptor: int) -> None:
    """Wait until the caller is gone, then kill the group: this process, the program, and its children."""
    os.read(descriptor, 1)
    os.killpg(0, signal.SIGKILL)


def main(arguments: list[str]) -> int:
    """Run the program to its end."""
    descriptor, *command = arguments
    threading.Thread(target=end_with, args=(int(descriptor),), daemon=True).start()
    with subprocess.Popen(command) as program:
        return program.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
