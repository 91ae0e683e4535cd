"""How often somebody may try something that can be guessed."""
