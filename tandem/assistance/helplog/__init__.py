"""What help was given: minutes, places, themes, levels."""
