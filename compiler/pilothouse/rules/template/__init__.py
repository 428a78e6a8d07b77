"""Defects of a template that CloudFormation would report only on deployment."""
