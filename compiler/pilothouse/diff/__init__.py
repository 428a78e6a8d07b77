"""Two templates -> what changes, what CloudFormation does for it, and what of it is a risk. Pure.

A template is read into a tree of meanings (`normalize`), two trees are compared (`compare`), and the risks
are computed from both (`risks/`). Nothing here knows YAML files, manifests or AWS.
"""
