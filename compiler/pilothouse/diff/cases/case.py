"""What is taken as given about values that only a deployment knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a value that isn't known here (`!Ref AWS::Region`) is another one."""

    term: str
    other: str


class OpenQuestionError(Exception):
    """Nothing is given yet that answers a question."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which conditions come out: the answers to the questions that they put."""

    answers: tuple[tuple[Question, bool], ...] = ()

    def holds(self, term: str, other: str) -> bool:
        """Whether a value is another one. Raises OpenQuestionError if that isn't given."""
        for question, answer in self.answers:
            if question.term == term:
                if question.other == other:
                    return answer
                if answer:
                    return False
        raise OpenQuestionError(Question(term, other))

    def given(self, question: Question, *, answer: bool) -> Case:
        """Return the case with one answer more."""
        return Case((*self.answers, (question, answer)))

    def words(self) -> str:
        """Say what is given: `!Ref AWS::Region is us-east-1`; empty if nothing is."""
        return " and ".join(
            f"{question.term} {'is' if answer else 'is not'} {question.other or 'empty'}"
            for question, answer in self.answers
        )
