"""`pilothouse completion`: the script that makes a shell complete our command lines."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pilothouse.cli.terminal import write_document

SHELLS = ("bash", "zsh", "fish")

_LOAD_ZSH_COMPLETION = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n"
"""zsh without a framework doesn't load its completion system."""


@click.command
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print a script that makes a shell complete pilothouse commands.

    It completes commands, options, pipelines of the workspace, files and codes. Add the line for your shell
    to its startup file.

    \b
    Examples:
      eval "$(pilothouse completion bash)"     # in ~/.bashrc
      eval "$(pilothouse completion zsh)"      # in ~/.zshrc
      pilothouse completion fish | source      # in ~/.config/fish/config.fish
    """
    root = context.find_root()
    kind = get_completion_class(shell)
    assert kind is not None, "click completes in each of the shells"
    name = root.info_name or ""
    script = kind(root.command, {}, name, f"_{name.upper()}_COMPLETE")
    text = script.source_template % script.source_vars()
    if shell == "zsh":
        first, rest = text.split("\n", 1)  # `#compdef` must stay the first line
        text = f"{first}\n{_LOAD_ZSH_COMPLETION}{rest}"
    write_document(text)
