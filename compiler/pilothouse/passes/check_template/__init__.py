"""Run cfn-lint on templates, or reuse its earlier verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.stack import Stack
from pilothouse.passes.check_template.configuration import ignored, unconfigured
from pilothouse.passes.check_template.cost import costly
from pilothouse.passes.check_template.key import installed_version, verdict_key
from pilothouse.passes.check_template.verdict import (
    KILLED,
    NO_RULE,
    Match,
    Question,
    Verdict,
    read_verdict,
    verdict_text,
)
from pilothouse.passes.check_template.wording import brief, meant_keys, missing_keys
from pilothouse.workspace.observe import depends_on_more

if TYPE_CHECKING:
    from pilothouse.passes.check_template.linter import Linter

__all__ = ["TemplateChecker", "Verdicts", "Watch"]

_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "informational": Severity.NOTE,
}

_INHERENT = frozenset(
    {
        ("W3005", ("Resources", "BuildProjectPolicy", "DependsOn")),
        ("W3005", ("Resources", "BuildProjectPolicy", "DependsOn", 0)),  # the form in which CDK writes it
        ("W3005", ("Resources", "Pipeline", "DependsOn", 0)),
        (
            "W3037",
            ("Resources", "PipelineRolePolicy", "Properties", "PolicyDocument", "Statement", 1, "Action"),
        ),
    }
)
"""Warnings about parts that version 1 always writes, as Copilot did: no manifest can cause or fix them."""

Watch = Callable[[int, int], None]
"""Called after each template with the number done, and the number of templates that cfn-lint must check."""


class Verdicts(Protocol):
    """A store of verdicts that lasts from run to run."""

    def get(self, key: str) -> str | None:
        """Return the text stored under a key."""
        ...

    def put(self, key: str, text: str) -> None:
        """Store a text."""
        ...


class TemplateChecker:
    """Runs cfn-lint, imported on first use; verdicts are stored in `kept`, if given."""

    def __init__(self, kept: Verdicts | None = None, watch: Watch | None = None) -> None:
        self._kept = kept
        self._watch = watch

    def check(self, stack: Stack, region: str) -> Iterator[Diagnostic]:
        """Yield cfn-lint's findings.

        Input: a stack, and the region to check for. Output: each finding at the line of the manifest or the
        override that caused it.
        """
        yield from self.check_all([(stack, region)])[0]

    def check_all(self, stacks: Sequence[tuple[Stack, str]]) -> list[tuple[Diagnostic, ...]]:
        """Return the findings about each of many stacks, checked on all cores."""
        costs = [tuple(at_most(costly(stack))) for stack, _ in stacks]
        questions = [
            None if cost else Question.about(unconfigured(stack.template), region)
            for cost, (stack, region) in zip(costs, stacks, strict=True)
        ]
        verdicts = dict(self._answers(dict.fromkeys(filter(None, questions))))
        return [
            (*ignored(stack), *cost, *at_most(_findings(verdicts[question], stack) if question else ()))
            for cost, question, (stack, _) in zip(costs, questions, stacks, strict=True)
        ]

    def _answers(self, questions: Iterable[Question]) -> Iterator[tuple[Question, Verdict]]:
        open_questions = []
        for question in questions:
            verdict = self._recall(question)
            if verdict is None:
                open_questions.append(question)
            else:
                yield question, verdict
        for done, (question, verdict) in enumerate(self._ask(open_questions), start=1):
            if any(match.rule == NO_RULE for match in verdict):
                depends_on_more()  # cfn-lint failed, and may succeed the next time
            elif self._kept is not None and self._version:
                self._kept.put(verdict_key(question, self._version), verdict_text(verdict))
            if self._watch:
                self._watch(done, len(open_questions))
            yield question, verdict

    def _recall(self, question: Question) -> Verdict | None:
        if self._kept is None or not self._version:
            return None
        text = self._kept.get(verdict_key(question, self._version))
        return None if text is None else read_verdict(text)

    def _ask(self, questions: Sequence[Question]) -> Iterator[tuple[Question, Verdict]]:
        """Run cfn-lint: the first time in this process, so that workers share what it imports."""
        if questions:
            yield questions[0], self._linter.lint(questions[0])
        if questions[1:]:
            from pilothouse.passes.check_template.cores import on_cores

            yield from on_cores(self._linter.lint, questions[1:], (KILLED,))

    @cached_property
    def _version(self) -> bytes:
        return installed_version()

    @cached_property
    def _linter(self) -> Linter:
        from pilothouse.passes.check_template.linter import Linter

        return Linter()


def _findings(verdict: Verdict, stack: Stack) -> Iterator[Diagnostic]:
    misspelled = {(match.path[:-1], name) for match in verdict for name in meant_keys(match.message)}
    for match in verdict:
        is_told = any((match.path, name) in misspelled for name in missing_keys(match.message))
        if (match.rule, match.path) not in _INHERENT and not is_told:
            yield _finding(match, stack)


def _finding(match: Match, stack: Stack) -> Diagnostic:
    if match.rule == NO_RULE:
        return _unchecked(match, stack)
    shown = "/".join(str(step) for step in match.path)
    message, meant = brief(match.message)
    where = f"in the template at {shown}" if shown else ""
    return Diagnostic(
        code=codes.TEMPLATE_FINDING,
        message=f"cfn-lint {match.rule}: {message}",
        place=stack.origin(match.path),
        help=f"{meant} {where[0].upper()}{where[1:]}" if meant and where else where,
        severity_override=_SEVERITIES[match.severity],
    )


def _unchecked(match: Match, stack: Stack) -> Diagnostic:
    severity = _SEVERITIES[match.severity]
    help = "a newer cfn-lint may know it"
    if match == KILLED:
        help = "the system may have run out of memory: run it again, or with fewer pipelines"
    elif severity is Severity.ERROR:
        help = "look for something unusual in the overrides; --no-validate skips cfn-lint"
    finding = Diagnostic(codes.UNCHECKED_TEMPLATE, brief(match.message)[0], stack.origin(()), help)
    return finding.at_severity(severity)
