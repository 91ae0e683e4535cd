"""The pages of the person, of her helpers, of the desk, and of whoever holds a paper."""
