"""News from accounts. Receivers get ids and plain values; they run in the transaction of the verb."""

from django.dispatch import Signal

# acting: Acting, language: Language, now: datetime
language_chosen = Signal()
# user_id: int. Nothing may be left with which the account could be opened.
account_closed = Signal()

# user: User
login_name_changed = Signal()

# user_id: int, subject: str, text: str, now: datetime. Somebody must hear of it and has neither e-mail nor phone here.
news_without_channel = Signal()
