"""News from accounts. Receivers get ids and plain values; they run in the transaction of the verb."""

from django.dispatch import Signal

# acting: Acting, language: Language, now: datetime
language_chosen = Signal()
# user_id: int. Nothing may be left with which the account could be opened.
account_closed = Signal()

# user: User
login_name_changed = Signal()

# user_id: int, news: str (its key), now: datetime. Its owner must hear of it, and the account has no channel,
# or none that works: whoever knows more of her tells her.
news_without_channel = Signal()
