"""What is wrong with a buildspec that a manifest points to: places are in that file."""
