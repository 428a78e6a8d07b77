"""What Pilothouse costs, side by side with what it is measured against: `make bench`."""
