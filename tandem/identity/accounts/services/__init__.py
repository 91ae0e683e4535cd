"""The verbs of accounts: opening one, logging in, codes on paper, closing it."""

from tandem.identity.accounts.pdf import letter as print_letter
from tandem.identity.accounts.pdf import page_of_code
from tandem.identity.accounts.services.accounts import (
    UNVERIFIED_FOR,
    accept_log_in,
    change_login_name,
    choose_language,
    claim_log_in,
    close_account,
    create_account,
    end_all_sessions,
    forget_unverified,
    refuse_log_in,
)
from tandem.identity.accounts.services.news import FOLLOW_NEWS, follow_news, forget_news, note_told, tell_news
from tandem.identity.accounts.services.paper_codes import issue_password_code

__all__ = [
    "FOLLOW_NEWS",
    "UNVERIFIED_FOR",
    "accept_log_in",
    "change_login_name",
    "choose_language",
    "claim_log_in",
    "close_account",
    "create_account",
    "end_all_sessions",
    "follow_news",
    "forget_news",
    "forget_unverified",
    "issue_password_code",
    "note_told",
    "page_of_code",
    "print_letter",
    "refuse_log_in",
    "tell_news",
]
