"""The second thing asked at log-in, beside the password: chosen by the person, several at once."""
