# The image for CI: Pilothouse with boto3, and git. The release workflow builds it from the tested wheel, in dist/.
# The base is pinned by the digest of its list of platforms; Dependabot proposes newer ones.
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS base

FROM base AS build
COPY requirements.txt requirements-aws.txt dist/pilothouse-*.whl /build/
# Packages ship 40 MB of their own tests, which nothing imports.
RUN python -m venv --without-pip /opt/pilothouse \
    && python -m pip --python /opt/pilothouse/bin/python install --quiet --no-cache-dir --require-hashes \
        --only-binary :all: --requirement /build/requirements.txt --requirement /build/requirements-aws.txt \
    && python -m pip --python /opt/pilothouse/bin/python install --quiet --no-cache-dir --no-index --no-deps \
        /build/pilothouse-*.whl \
    && find /opt/pilothouse -type d -name tests -prune -exec rm -rf {} +

FROM base
# Debian removes old versions from its archive, so git has the version of the base's release.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -qq --no-install-recommends git >/dev/null \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 pilothouse
COPY --from=build /opt/pilothouse /opt/pilothouse
ENV PATH=/opt/pilothouse/bin:$PATH
USER 1000
WORKDIR /work
# No entry point, because CI systems start a shell in the image.
CMD ["pilothouse", "--help"]
