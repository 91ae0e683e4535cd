"""Keys with which a person's own programs act for her, as far as she lets them."""
