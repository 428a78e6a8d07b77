# Package what the stages deploy: each service and job for each environment that it is deployed to. The tag of
# an image names its environment, so that no environment gets the image of another.
(
  set -euo pipefail
  cd "$CODEBUILD_SRC_DIR"
  manifest=$(ruby -ryaml -rjson \
    -e 'load = YAML.respond_to?(:unsafe_load) ? :unsafe_load : :load' \
    -e 'puts JSON.generate(YAML.send(load, ARGF.read))' @MANIFEST@)
  services=$(/tmp/copilot svc ls --local --json | jq -r '.services // [] | .[].name')
  jobs=$(/tmp/copilot job ls --local --json | jq -r '.jobs // [] | .[].name')
  known=$(jq -n --arg names "$services $jobs" '$names | [splits("\\s+")] - [""]')
  # A deployment that is no service or job of this workspace must bring its own template.
  unknown=$(jq -r --argjson known "$known" '.stages[] | .name as $stage
    | .deployments // {} | to_entries[] | select(.value.template_path == null)
    | select(.key as $name | $known | index($name) | not)
    | "\(.key) in the stage \($stage)"' <<< "$manifest")
  if [ -n "$unknown" ]; then
    echo "No service or job of this workspace: $unknown" >&2
    exit 1
  fi
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
      # Docker takes tags of at most 128 characters.
      tag=$(printf %s "${CODEBUILD_BUILD_ID##*:}-$environment" | tail -c 128)
      if /tmp/copilot "$kind" package --name "$workload" --env "$environment" --tag "$tag" \
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
