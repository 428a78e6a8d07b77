"""Assumptions about values that only a deployment knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a value that isn't known here (`!Ref AWS::Region`) equals another one."""

    term: str
    other: str


class OpenQuestionError(Exception):
    """No assumption answers a question yet."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


@dataclass(frozen=True, slots=True)
class Case:
    """One outcome of conditions: the answers to their questions."""

    answers: tuple[tuple[Question, bool], ...] = ()

    def holds(self, term: str, other: str) -> bool:
        """Whether a value equals another one. Raises OpenQuestionError if there is no assumption."""
        for question, answer in self.answers:
            if question.term == term:
                if question.other == other:
                    return answer
                if answer:
                    return False
        raise OpenQuestionError(Question(term, other))

    def given(self, question: Question, *, answer: bool) -> Case:
        """Return the case with one more answer."""
        return Case((*self.answers, (question, answer)))

    def words(self) -> str:
        """Describe the assumptions: `!Ref AWS::Region is us-east-1`; empty if there are none."""
        return " and ".join(
            f"{question.term} {'is' if answer else 'is not'} {question.other or 'empty'}"
            for question, answer in self.answers
        )
