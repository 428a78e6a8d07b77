"""The build of a release, for `make release-check` and the release workflow."""
