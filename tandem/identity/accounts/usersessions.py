from allauth.usersessions.apps import UserSessionsConfig


class Table(UserSessionsConfig):
    """allauth's table of sessions without its receivers: `sessions.py` keeps it, with a third of the queries."""

    def ready(self) -> None:
        """At each log-in they would load every session of the account, and drop the one that has just begun."""
