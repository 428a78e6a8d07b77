"""An environment's role in a different account than the environment."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield a finding for each role (CodePipeline user guide, CloudFormation action reference)."""
    for environment in context.environments.values():
        for key in ("manager_role_arn", "execution_role_arn"):
            account = getattr(environment, key).split(":")[4]
            if account != environment.account:
                where = Place(context.path, Value((*environment.origin, "account")))
                belongs = f'environment "{environment.name}" in {environment.account}'
                yield Diagnostic(
                    codes.FOREIGN_ACCOUNT,
                    f"the role is in account {account}, {belongs}",
                    Place(context.path, Value((*environment.origin, key))),
                    "run `pilothouse context pull` to update the context file",
                    (Related(where, "the environment's account"),),
                )
