"""Compare with the deployed stack."""

from __future__ import annotations

from pilothouse.aws.access import Access
from pilothouse.aws.parallel import parallel
from pilothouse.aws.survey import check_account
from pilothouse.cli.account import check_region, reach
from pilothouse.cli.baseline import OneStack, template_side
from pilothouse.cli.report import Report
from pilothouse.diff.side import Side
from pilothouse.driver import Compilation
from pilothouse.ir.stack import Stack
from pilothouse.source.file import SourceFile

_RESERVED = "aws:"  # CloudFormation's own tags


class DeployedStack(OneStack):
    """Reads stacks in the application's region."""

    def __init__(self, access: Access, report: Report) -> None:
        self._access = access
        self._report = report

    def side(self, compilation: Compilation, stack: Stack) -> Side:
        """Return the stack's original template; nothing if the stack doesn't exist.

        Raises CommandError, AwsError, also if the region or credentials are not the application's.
        """
        application = compilation.request.context.application
        check_region(self._access, application)
        account = reach(self._access, compilation.request.context)
        with parallel() as pool:
            template = pool.submit(account.stacks.template, stack.name)
            described = pool.submit(account.stacks.describe, stack.name)
            check_account(account, application)
            deployed, text = described.result(), template.result()
        if deployed is None or not text:
            return Side("deployed (no such stack)", {})
        side = template_side("deployed", SourceFile(f"deployed {stack.name}", text), self._report)
        tags = {key: value for key, value in deployed.tags.items() if not key.startswith(_RESERVED)}
        return Side(side.label, side.template, tags)
