"""What is wrong only once all actions of a pipeline and their order are known."""
