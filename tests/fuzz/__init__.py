"""Generated input, hostile on purpose: none may raise, take over two seconds, or over 300 MB. `make fuzz`."""
