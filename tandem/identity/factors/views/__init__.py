"""Pages of the second factor: where it is asked, and where its owner looks after it."""
