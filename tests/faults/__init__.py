"""Each call of each command failing in turn: whatever ends a run, a second run ends as one clean run does."""
