"""After the time limit of a closed file (OACI 125: five years) a proof may be emptied, and its efforts removed.

Not before, and nothing else of it may change: PostgreSQL looks at the day on which the file was closed.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION efforts_time_is_over(person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM own_data_closedfile
        WHERE person_id = person AND closed_on + interval '5 years' <= (now() AT TIME ZONE 'Europe/Zurich')::date
    )
$$;
CREATE OR REPLACE FUNCTION efforts_proofs_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.payload = '{}' AND to_jsonb(NEW) - 'payload' = to_jsonb(OLD) - 'payload'
            AND efforts_time_is_over(OLD.person_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Proofs are append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'File a supplement.';
END
$$;
CREATE OR REPLACE FUNCTION efforts_filed_efforts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM efforts_proof WHERE id = OLD.proof_id AND payload = '{}') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A filed effort stays as it was filed: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION efforts_proofs_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Proofs are append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'File a supplement.';
END
$$;
CREATE OR REPLACE FUNCTION efforts_filed_efforts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A filed effort stays as it was filed: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
DROP FUNCTION efforts_time_is_over(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('efforts', '0002_filed_for_good'),
        ('own_data', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
