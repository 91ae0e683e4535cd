"""Under a session nothing is written unless the person's presence is proved at that moment: PostgreSQL itself refuses it.

Whatever the code above believes: the ledger takes no act, and the filings no form, under a session that does not run
between these two, or whose person has shown no sign for 15 minutes.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION assisted_person_is_there(
    reference text, the_person bigint, the_helper bigint, moment timestamptz
) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM assisted_assistedsession
        WHERE id = CASE WHEN reference ~ '^[0-9]{1,18}$' THEN reference::bigint END
            AND person_id = the_person
            AND helper_id = the_helper
            AND ended_at IS NULL
            AND started_at <= moment
            AND moment < ends_at
            AND moment < greatest(presence_proved_at, active_at) + interval '15 minutes'
    )
$$;
CREATE FUNCTION assisted_act_needs_the_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT assisted_person_is_there(NEW.authority_reference, NEW.person_id, NEW.user_id, NEW.at) THEN
        RAISE EXCEPTION 'Nobody acts under a session without proof that the person is there.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION assisted_filing_needs_the_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT assisted_person_is_there(NEW.authority_reference, NEW.person_id, NEW.filed_by_id, NEW.filed_at) THEN
        RAISE EXCEPTION 'Nothing is filed under a session without proof that the person is there.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER nobody_acts_under_a_session_without_the_person
    BEFORE INSERT ON access_ledgerentry
    FOR EACH ROW WHEN (NEW.authority = 'session') EXECUTE FUNCTION assisted_act_needs_the_person();
CREATE TRIGGER nothing_is_filed_under_a_session_without_the_person
    BEFORE INSERT ON procedures_filing
    FOR EACH ROW WHEN (NEW.authority = 'session') EXECUTE FUNCTION assisted_filing_needs_the_person();
"""
BACKWARD = """
DROP TRIGGER nothing_is_filed_under_a_session_without_the_person ON procedures_filing;
DROP TRIGGER nobody_acts_under_a_session_without_the_person ON access_ledgerentry;
DROP FUNCTION assisted_filing_needs_the_person();
DROP FUNCTION assisted_act_needs_the_person();
DROP FUNCTION assisted_person_is_there(text, bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("assisted", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
