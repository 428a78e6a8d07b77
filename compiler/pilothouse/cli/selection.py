"""From the command line's arguments to the manifests to compile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pilothouse.aws.access import Access
from pilothouse.cli.ask import Asker, Choice
from pilothouse.cli.contexts import Contexts, TrustingContexts
from pilothouse.cli.errors import CommandError, some_of
from pilothouse.cli.inputs import STDIN, Input, standard_input
from pilothouse.cli.local_pipelines import name_in
from pilothouse.cli.report import Report
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.driver import IGNORED_BY_COPILOT, Request, make_request
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy
from pilothouse.workspace.find import Workspace, find_workspace, manifests_under
from pilothouse.workspace.paths import anything_at, is_file, is_folder
from pilothouse.workspace.read import UnreadableFileError, shown_path
from pilothouse.workspace.tracked import without_ignored

_YAML_SUFFIXES = (".yml", ".yaml")


class NothingFoundError(CommandError):
    """A folder contains no manifest."""


def _refuse(error: CommandError) -> None:
    raise error


def select(
    arguments: Sequence[str],
    context_path: Path | None,
    report: Report,
    *,
    lenient: bool = False,
    live: Access | None = None,
    tolerated: Callable[[Path], frozenset[Code]] = lambda _: frozenset(),
    stdin_name: str = "",
    trusting: bool = False,
    code: Callable[[Path], CodePolicy] = lambda _: RUN_NO_CODE,
    keep: Callable[[Sequence[Path]], Sequence[Path]] = without_ignored,
    when_empty: Callable[[CommandError], None] = _refuse,
) -> tuple[Request, ...]:
    """Find and read manifests: return the requests for them, in the order given.

    An argument is a manifest's path, a folder to search, a pipeline's name in the workspace, or `-` for
    standard input, which is read as the file `stdin_name`; none means every pipeline of the workspace.
    Unreadable files are added to the report. With `live`, the context comes from AWS; with `trusting`, none
    is needed. `code` decides which overrides of a manifest may run code, `tolerated` which errors don't stop
    its compilation. `keep` filters the results of a search, and `when_empty` gets the error for a folder
    without results. Raises CommandError if nothing can be selected at all.
    """
    here = find_workspace(Path.cwd())
    inputs = [Input(path) for path in _all_manifests(here)] if not arguments else []
    for argument in arguments:
        try:
            inputs += _inputs(argument, here, stdin_name, keep)
        except NothingFoundError as error:
            when_empty(error)
    contexts = (TrustingContexts if trusting else Contexts)(context_path, live, report)
    requests = []
    for one in dict.fromkeys(inputs):
        try:
            file = one.read()
        except UnreadableFileError as error:
            report.unreadable(error.diagnostic)
            continue
        context = contexts.for_manifest(file, find_workspace(one.path.parent))
        if context:
            harmless = IGNORED_BY_COPILOT if lenient else tolerated(one.path)
            requests.append(make_request(file, one.path, context, harmless, code(one.path)))
    return tuple(requests)


def only_manifest(argument: str, asker: Asker) -> str:
    """Return the only manifest of an argument, or of the workspace; of several, the user chooses one.

    Raises CommandError if there is none, or nobody can choose.
    """
    if argument == STDIN:
        return argument
    here = find_workspace(Path.cwd())
    found = (
        _inputs(argument, here, "", without_ignored)
        if argument
        else [Input(path) for path in _all_manifests(here)]
    )
    if len(found) == 1:
        return str(found[0].path)
    names = [name_in(one.path) for one in found]
    paths = [shown_path(one.path) for one in found]
    choices = [
        Choice(name if names.count(name) == 1 else path, path)
        for name, path in zip(names, paths, strict=True)
    ]
    chosen = asker.choose_pipeline(choices, f"there are {len(found)} pipelines here")
    return str(next(one.path for one, each in zip(found, choices, strict=True) if each.value == chosen))


def _inputs(
    argument: str,
    workspace: Workspace | None,
    stdin_name: str,
    keep: Callable[[Sequence[Path]], Sequence[Path]],
) -> list[Input]:
    if argument == STDIN:
        return [standard_input(stdin_name)]
    folder = Path(argument)
    if is_folder(folder):
        if found := keep(manifests_under(folder)):
            return [Input(path) for path in found]
        is_name = workspace is not None and workspace.has_pipeline(folder.name)
        if not is_name and folder.suffix not in _YAML_SUFFIXES:
            expected = "copilot/pipelines/NAME/manifest.yml or copilot/pipeline.yml"
            raise NothingFoundError(f"no manifest under {shown_path(folder)}", f"looked for {expected}")
    return [Input(_manifest(argument, workspace))]


def _manifest(argument: str, workspace: Workspace | None) -> Path:
    path = Path(argument)
    if is_file(path):
        return path
    looks_like_path = path.suffix in _YAML_SUFFIXES or path.parent != Path()
    if workspace is None:
        if looks_like_path or anything_at(path):
            return path
        raise CommandError(
            f'there is no file "{argument}", and no workspace here to look for a pipeline of that name',
            "change into a workspace, or give a folder to search: `.` searches below this one",
        )
    named = {manifest.parent.name: manifest for manifest in workspace.manifests()}
    if argument in named:
        return named[argument]
    for manifest in workspace.manifests():
        if name_in(manifest) == argument:
            return manifest
    if looks_like_path:
        return path
    known = [name_in(manifest) for manifest in workspace.manifests()]
    listed = f"pipelines of this workspace: {some_of(known)}" if known else "this workspace has no pipelines"
    raise CommandError(
        f'there is no manifest and no pipeline "{argument}"', did_you_mean(argument, known, listed)
    )


def _all_manifests(workspace: Workspace | None) -> list[Path]:
    if workspace is None:
        raise CommandError(
            "no workspace here: no parent folder contains copilot/.workspace",
            "give a manifest or a folder to search (`.` searches below this one), or change into a workspace",
        )
    manifests = list(workspace.manifests())
    if not manifests:
        where = shown_path(workspace.root / "copilot" / "pipelines")
        raise CommandError("the workspace has no pipelines", f"expected {where}/NAME/manifest.yml")
    return manifests
