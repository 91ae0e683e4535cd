"""The invented people of the demo: who they are and how they log in. Never installed in production."""
