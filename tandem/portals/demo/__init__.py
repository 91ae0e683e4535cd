"""The invented people of the demo: who they are, what they have done so far, how they log in. Never installed in production."""
