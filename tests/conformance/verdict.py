"""What a compiler says to a manifest: a template, or a refusal."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stack:
    """A template, as text, and the stack that it is meant for."""

    name: str
    tags: dict[str, str]
    template: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """No template, for a reason. `codes` are the findings' codes where the compiler has codes."""

    message: str
    codes: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Crash:
    """No template, and no reason: a stack trace."""

    trace: str


Verdict = Stack | Refusal | Crash
