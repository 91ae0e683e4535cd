"""How many codes a list has, and how soon a helper may ask for the next one. No database, no clock."""

import datetime

LENGTH = 24
# A letter is on its way for some days; whoever asks again sooner only makes the first one worthless.
ASK_AGAIN_AFTER = datetime.timedelta(days=7)
