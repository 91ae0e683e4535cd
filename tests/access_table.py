"""Who gets what from which address: one row per URL name. A new address without a row fails.

Columns, left to right: VISITOR, the PERSON concerned, ANOTHER person in the right role, her COUNSELLOR, another
COUNSELLOR, FUND officer of her fund, HELPER, PROVIDER, EMPLOYER, AGENCY, OPERATOR.
"""

AUDIENCE = (
    "visitor",
    "person",
    "another_person",
    "counsellor",
    "another_counsellor",
    "fund_officer",
    "helper",
    "provider",
    "employer",
    "agency",
    "operator",
)

OK, LOGIN, HIDDEN, MOVED, POST_ONLY = 200, "login", 404, 302, 405


def everybody(answer):
    return (answer,) * len(AUDIENCE)


def only(visitor=LOGIN, others=HIDDEN, **answers):
    """Everybody gets `others`, visitors `visitor`, and those named what is said of them."""
    return (visitor, *(answers.get(audience, others) for audience in AUDIENCE[1:]))


# URL name -> (names of the sample arguments, answers to GET)
TABLE = {
    "healthz": ((), everybody(OK)),
    "readyz": ((), everybody(503)),  # tests run without a worker
    "metrics": ((), everybody(HIDDEN)),  # without the scraper's token
    "sending:sms_report": ((), everybody(POST_ONLY)),
    "sending:sms_incoming": ((), everybody(POST_ONLY)),
    "root": ((), everybody(MOVED)),
    "homes:home": ((), everybody(OK)),
    "homes:privacy": ((), everybody(OK)),
    "homes:accessibility": ((), everybody(OK)),
    "homes:sources": ((), everybody(OK)),
    "foundation:gallery": ((), everybody(OK)),
    "foundation:gallery_sample": (("layout",), everybody(OK)),
    "demo:personas": ((), everybody(OK)),
    "demo:outbox": ((), everybody(OK)),
    "demo:letter": (("letter",), everybody(OK)),
    "demo:send_again": (("outgoing",), everybody(POST_ONLY)),
    "demo:let_sms_fail": ((), everybody(POST_ONLY)),
    "demo:answer": ((), everybody(POST_ONLY)),
    "account_login": ((), only(visitor=OK, others=MOVED)),
    "account_logout": ((), everybody(POST_ONLY)),
    "account_signup": ((), only(visitor=OK, others=MOVED)),
    "account_email_verification_sent": ((), only(others=MOVED)),
    "account_reset_password": ((), everybody(OK)),
    "account_confirm_password_reset_code": ((), everybody(LOGIN)),
    "account_complete_password_reset": ((), everybody(MOVED)),
    "account_password_reset_completed": ((), everybody(OK)),
    "account_reauthenticate": ((), only(others=MOVED)),
    "account_email": ((), only(others=MOVED)),
    "account_change_password": ((), only(others=MOVED)),
    "account_set_password": ((), only(others=MOVED)),
    "accounts:account": ((), only(others=OK)),
    "accounts:log_in_again": ((), only(others=OK)),
    "accounts:language": ((), only(others=OK)),
    "factors:log_in": ((), only(others=MOVED)),
    "factors:passkey": ((), only(visitor=OK, others=MOVED)),
    "factors:index": ((), only(others=OK)),
    "factors:prefer": ((), only(others=POST_ONLY)),
    "factors:not_now": ((), only(others=POST_ONLY)),
    # Whoever has a second factor (here all but one person) is asked for it again before she changes one.
    "factors:app": ((), only(others=MOVED, another_person=OK)),
    "factors:phone": ((), only(others=MOVED, another_person=OK)),
    "factors:phone_code": ((), only(others=MOVED, another_person=OK)),
    "factors:key": ((), only(others=MOVED, another_person=OK)),
    "factors:list": ((), only(others=MOVED, another_person=OK)),
    "factors:recovery": ((), only(others=MOVED, another_person=OK)),
    "factors:one_key": (("key",), only(others=MOVED, another_person=HIDDEN)),
    "factors:remove": (("factor",), only(others=MOVED, another_person=HIDDEN)),
    "factors:confirm": ((), only(others=OK, another_person=MOVED)),
    "mfa_reauthenticate": ((), only(others=OK, another_person=MOVED)),
    "mfa_reauthenticate_webauthn": ((), only(others=OK, another_person=MOVED)),
    "access:hat": ((), only(others=POST_ONLY)),
    "access:who_looked": ((), only(person=OK, another_person=OK)),
    "access:who_looked_letter": ((), only(person=OK, another_person=OK)),
    "access:contest": (("visit",), only(person=OK)),
    "access:contests": (
        (),
        only(counsellor=OK, another_counsellor=OK, fund_officer=OK, helper=OK, operator=OK),
    ),
    "access:answer": (("contest",), only(another_counsellor=OK)),
    "activation:begin": ((), only(person=MOVED, another_person=MOVED, others=OK)),
    "activation:entries": ((), only(person=OK, another_person=OK)),
    "activation:accept": (("prior_entry",), only(others=POST_ONLY)),
    "activation:accept_the_rest": ((), only(others=POST_ONLY)),
    "activation:contest": (("prior_entry",), only(person=OK)),
    "organisations:find_office": ((), everybody(OK)),
    "organisations:own": ((), only(others=MOVED, person=HIDDEN, another_person=HIDDEN)),
    "organisations:all": ((), only(operator=OK)),
    "organisations:create": ((), only(operator=OK)),
    # The organisation is the helper's; she manages it.
    "organisations:team": (("organisation",), only(helper=OK, operator=OK)),
    "organisations:checked": (("organisation",), only(others=POST_ONLY)),
    "organisations:block": (("organisation",), only(operator=OK)),
    "organisations:unblock": (("organisation",), only(others=POST_ONLY)),
    "organisations:confirm_team": (("organisation",), only(helper=OK)),
    "organisations:invite": (("organisation",), only(helper=OK, operator=OK)),
    "organisations:withdraw": (("organisation", "invitation"), only(others=POST_ONLY)),
    "organisations:member": (("organisation", "membership"), only(helper=OK, operator=OK)),
    "organisations:end": (("organisation", "membership"), only(helper=OK, operator=OK)),
    "organisations:wake": (("organisation", "membership"), only(others=POST_ONLY)),
    "organisations:accept": ((), only(others=OK)),
    "organisations:accept_in_account": (("invitation",), only(others=POST_ONLY)),
    "organisations:company": ((), only(others=OK)),
    "organisations:access_code": ((), only(others=OK)),
    "organisations:agency": ((), only(others=OK)),
    "organisations:i_help": ((), only(others=OK)),
    "organisations:resume_helping": ((), only(others=POST_ONLY)),
    "organisations:end_helping": ((), only(others=POST_ONLY)),
    "recovery:desk": (("person",), only(counsellor=OK, another_counsellor=OK)),
    "recovery:stop_own": ((), only(others=POST_ONLY)),
    "recovery:stop": ((), everybody(OK)),
    "people:me": ((), only(person=OK, another_person=OK)),
    "people:seen": ((), only(others=POST_ONLY)),
    "people:change": (("section",), only(person=OK, another_person=OK)),
    "people:person": (("person",), only(counsellor=OK, fund_officer=OK)),
    "people:change_for": (("person", "section"), only(counsellor=OK, fund_officer=OK)),
    "ads:search": ((), everybody(OK)),
    "ads:suggest": ((), everybody(OK)),
    "ads:detail": (("ad",), everybody(OK)),
    "efforts:months": ((), only(person=OK, another_person=OK)),
    "efforts:month": (("month",), only(person=OK, another_person=OK)),
    "efforts:new": ((), only(person=OK, another_person=OK)),
    "efforts:new_from": (("source", "ad"), only(person=OK, another_person=OK)),
    "efforts:change": (("effort",), only(person=OK)),
    "efforts:remove": (("effort",), only(person=OK)),
    "efforts:file": (("month",), only(person=OK, another_person=OK)),
    "efforts:receipt": (("receipt",), only(person=OK)),
    "efforts:receipt_pdf": (("receipt",), only(person=OK)),
    "counselling:caseload": ((), only(counsellor=OK, another_counsellor=OK)),
    "counselling:efforts": (("person", "month"), only(counsellor=OK)),
    "counselling:target": (("person",), only(counsellor=OK)),
    "counselling:stand_in_for_file": (("person",), only(counsellor=OK)),
    "counselling:stand_ins": ((), only(counsellor=OK, another_counsellor=OK)),
    "counselling:new_stand_in": ((), only(counsellor=OK, another_counsellor=OK)),
    "counselling:end_stand_in": (("stand_in",), only(others=POST_ONLY)),
}
