"""What no constraint of one row can see: both work for the same office, and are two people."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION people_stand_in_is_a_colleague() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM organisations_membership absent
        JOIN organisations_membership present
            ON present.organisation_id = absent.organisation_id AND present.user_id <> absent.user_id
        WHERE absent.id = NEW.counsellor_id AND present.id = NEW.substitute_id
    ) THEN
        RAISE EXCEPTION 'A stand-in is a colleague of the same office.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_stand_in_is_a_colleague_of_the_same_office';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER a_stand_in_is_a_colleague_of_the_same_office
    BEFORE INSERT OR UPDATE OF counsellor_id, substitute_id ON people_standin
    FOR EACH ROW EXECUTE FUNCTION people_stand_in_is_a_colleague();
"""
BACKWARD = """
DROP TRIGGER a_stand_in_is_a_colleague_of_the_same_office ON people_standin;
DROP FUNCTION people_stand_in_is_a_colleague();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_reach_and_stand_ins"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
