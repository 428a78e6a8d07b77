"""Two templates -> changes, CloudFormation's actions for them, and risks. Pure.

A template is read into a tree of meanings (`normalize`), two trees are compared (`compare`), and the risks
are computed from both (`risks/`). Nothing here depends on YAML files, manifests or AWS.
"""
