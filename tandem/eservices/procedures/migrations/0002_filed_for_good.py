"""What was filed stays as it was filed, and an answer is never rewritten: PostgreSQL itself refuses it.

The content of a filing goes once the time limit of the closed file has passed (OACI 125: five years), not before.
"""

from django.db import migrations

from tandem.identity.access.append_only import forbid_change

FORWARD = """
CREATE FUNCTION procedures_time_is_over(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM own_data_closedfile
        WHERE person_id = person AND closed_on + interval '5 years' <= (now() AT TIME ZONE 'Europe/Zurich')::date
    )
$$;
CREATE FUNCTION procedures_contents_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF procedures_time_is_over((SELECT person_id FROM procedures_filing WHERE id = OLD.filing_id)) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'What was filed stays as it was filed: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'File a correction.';
END
$$;
CREATE TRIGGER contents_of_filings_stay
    BEFORE UPDATE OR DELETE ON procedures_filingcontent
    FOR EACH ROW EXECUTE FUNCTION procedures_contents_stay();

CREATE FUNCTION procedures_answers_are_never_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An answer is never rewritten.' USING ERRCODE = 'restrict_violation', HINT = 'Write the next revision.';
END
$$;
CREATE TRIGGER answers_are_never_rewritten
    BEFORE UPDATE ON procedures_answer
    FOR EACH ROW EXECUTE FUNCTION procedures_answers_are_never_rewritten();
CREATE FUNCTION procedures_filed_drafts_take_no_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM procedures_draft WHERE id = NEW.draft_id AND filing_id IS NOT NULL) THEN
        RAISE EXCEPTION 'A form that was filed takes no answer.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER filed_drafts_take_no_answer
    BEFORE INSERT ON procedures_answer
    FOR EACH ROW EXECUTE FUNCTION procedures_filed_drafts_take_no_answer();
"""
BACKWARD = """
DROP TRIGGER filed_drafts_take_no_answer ON procedures_answer;
DROP FUNCTION procedures_filed_drafts_take_no_answer();
DROP TRIGGER answers_are_never_rewritten ON procedures_answer;
DROP FUNCTION procedures_answers_are_never_rewritten();
DROP TRIGGER contents_of_filings_stay ON procedures_filingcontent;
DROP FUNCTION procedures_contents_stay();
DROP FUNCTION procedures_time_is_over(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0001_initial'),
        ('own_data', '0001_initial'),
    ]

    operations = [
        forbid_change('procedures_filing'),
        forbid_change('procedures_withdrawal'),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
