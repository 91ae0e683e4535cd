"""What proves a consent can never be changed, and an area keeps to the limits of its mandate: PostgreSQL sees to it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION mandates_steps_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Steps of mandates are append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER steps_are_never_changed
    BEFORE UPDATE OR DELETE ON mandates_step
    FOR EACH ROW EXECUTE FUNCTION mandates_steps_are_append_only();
CREATE TRIGGER steps_are_never_emptied
    BEFORE TRUNCATE ON mandates_step
    FOR EACH STATEMENT EXECUTE FUNCTION mandates_steps_are_append_only();

CREATE FUNCTION mandates_texts_are_only_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text = '' THEN
        OLD.text := '';
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The text of a mandate can only be emptied: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER texts_are_only_emptied
    BEFORE UPDATE OR DELETE ON mandates_showntext
    FOR EACH ROW EXECUTE FUNCTION mandates_texts_are_only_emptied();

ALTER TABLE mandates_mandatearea ADD CONSTRAINT an_area_keeps_to_the_limits_of_its_mandate
    FOREIGN KEY (mandate_id, duration, helper_kind) REFERENCES mandates_mandate (id, duration, helper_kind)
    DEFERRABLE INITIALLY DEFERRED;
"""
BACKWARD = """
ALTER TABLE mandates_mandatearea DROP CONSTRAINT an_area_keeps_to_the_limits_of_its_mandate;
DROP TRIGGER texts_are_only_emptied ON mandates_showntext;
DROP FUNCTION mandates_texts_are_only_emptied();
DROP TRIGGER steps_are_never_emptied ON mandates_step;
DROP TRIGGER steps_are_never_changed ON mandates_step;
DROP FUNCTION mandates_steps_are_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mandates', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
