# Package the environments that the stages deploy.
(
  set -euo pipefail
  cd "$CODEBUILD_SRC_DIR"
  manifest=$(ruby -ryaml -rjson \
    -e 'load = YAML.respond_to?(:unsafe_load) ? :unsafe_load : :load' \
    -e 'puts JSON.generate(YAML.send(load, ARGF.read))' @MANIFEST@)
  : > /tmp/failures
  for environment in $(jq -r '.stages[].name' <<< "$manifest"); do
    echo "== $environment"
    log=/tmp/package-$environment.log
    if ! /tmp/copilot env package --name "$environment" --force \
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
