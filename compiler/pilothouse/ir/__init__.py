"""What flows between the passes: frozen values, no behaviour beyond what they say of themselves."""
