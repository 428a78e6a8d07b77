# AWS retires @RETIRING@, on which Copilot's templates have functions: move these to @KEPT@. Only templates
# that bear Copilot's version are changed, and in them only the runtimes of resources.
(
  set -eu
  cd "$CODEBUILD_SRC_DIR"
  total=0
  for template in infrastructure/*.stack.yml infrastructure/*.env.yml; do
    if [ -f "$template" ] && grep -q '^ *Version: v[0-9]' "$template"; then
      sed -E -i \
        '/^Resources:/,/^[A-Za-z]/ s/^( +Runtime: )@RETIRING_PATTERN@( *)$/\1@KEPT@\2/w /tmp/replaced' "$template"
      count=$(wc -l < /tmp/replaced)
      echo "$template: functions moved from @RETIRING@ to @KEPT@: $count"
      total=$((total + count))
    fi
  done
  echo "Functions moved from @RETIRING@, which AWS retires, to @KEPT@: $total"
  for addons in infrastructure/*.addons.stack.yml infrastructure/env.addons.yml; do
    if [ -f "$addons" ] && grep -qE '^ +Runtime: .?@RETIRING_PATTERN@' "$addons"; then
      echo "WARNING: $addons has functions of your own on @RETIRING@: move them where they are written." >&2
    fi
  done
)
