"""What a context file can get wrong: places are in that file."""
