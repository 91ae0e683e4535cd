"""The invented people of the demo: who they are, their past, how they log in. Never installed in production."""
