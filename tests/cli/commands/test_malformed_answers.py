"""Whatever answers in AWS's place, at whichever call: each command ends with the call's name, and no bug."""

import pytest

from tests.cli.workspaces import run
from tests.emulator import REGION, Emulator
from tests.faults.kinds import Steps, leave_out, say_nothing, sign_in


@pytest.mark.parametrize("fault", [sign_in, say_nothing, leave_out], ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(
    "command", ["approve", "logs", "ls", "retry", "show", "start", "status", "stop"], ids=str
)
def test_a_malformed_answer_is_reported_with_its_call(
    command: str, fault: object, pipeline: str, account: Emulator
) -> None:
    assert callable(fault)
    account.executions.begin(REGION, pipeline)
    steps = Steps()
    with account.intercept(steps):
        run(command)
    assert steps.seen
    for step in steps.seen:
        account.executions.forget(REGION, pipeline)
        account.executions.begin(REGION, pipeline)
        with account.intercept(Steps(step, fault)):
            done = run(command)
        assert done.exit_code == 3, (step, done)
        assert "the answer is not from AWS" in done.stderr, (step, done)
        assert "  call: " in done.stderr
