"""The architecture's import contracts hold, and each of them is able to fail."""

import os
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]

# Each file breaks the contract above it. Imports inside functions count as well.
VIOLATIONS = {
    "Data flows one way": {
        "ir/graph.py": "def draw() -> None:\n    import pilothouse.render.text\n",
        "render/text.py": "",
    },
    "Every part of the package has its layer": {"stray.py": ""},
    "A pass never imports another pass": {
        "passes/lower/order.py": "import pilothouse.passes.emit.stack\n",
        "passes/emit/stack.py": "",
    },
    "No import cycles": {
        "rules/first.py": "def check() -> None:\n    from pilothouse.rules import second\n",
        "rules/second.py": "import pilothouse.rules.first\n",
    },
    "A door for boto3": {"driver.py": "import botocore.session\n"},
    "A door for cfn-lint": {"rules/size.py": "from cfnlint.api import lint\n"},
    "A door for click": {"render/text.py": "def show() -> None:\n    import click\n"},
    "A door for jsonschema": {"passes/bind.py": "import jsonschema\n"},
    "A door for rich": {"diagnostics/text.py": "from rich.text import Text\n"},
    "A door for ruamel.yaml": {"source/span.py": "from ruamel.yaml.comments import CommentedMap\n"},
    "A door for tomllib": {"workspace/settings.py": "import tomllib\n"},
    "A door for troposphere": {"passes/lower/roles.py": "import troposphere.iam\n"},
}


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project / "compiler"), "COLUMNS": "200"}
    run = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as main; main()",
        "--no-cache",
    ]
    return subprocess.run(run, cwd=project, env=environment, capture_output=True, text=True, check=False)


def project_with(files: dict[str, str], folder: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", folder)
    package = folder / "compiler" / "pilothouse"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        for parent in [path.parent, *path.parent.parents]:
            if package in [parent, *parent.parents]:
                (parent / "__init__.py").touch()
    return folder


def test_the_package_keeps_its_contracts() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("files", VIOLATIONS.values(), ids=VIOLATIONS)
def test_a_violation_breaks_a_contract(files: dict[str, str], tmp_path: Path) -> None:
    result = lint_imports(project_with(files, tmp_path))
    assert result.returncode == 1
    assert ", 1 broken." in result.stdout


def test_a_door_lets_its_library_in(tmp_path: Path) -> None:
    files = {
        "aws/client.py": "import boto3, botocore.config\n",
        "cli/main.py": "import click, rich.console\n",
        "passes/check_schema.py": "import jsonschema.validators\n",
        "passes/check_template/run.py": "import cfnlint.api\n",
        "passes/emit/roles.py": "import troposphere.iam\n",
        "passes/parse.py": "import ruamel.yaml\n",
    }
    result = lint_imports(project_with(files, tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph("pilothouse", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
