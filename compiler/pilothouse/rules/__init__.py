"""Defects of a manifest whose shape is valid: one file for each defect."""
