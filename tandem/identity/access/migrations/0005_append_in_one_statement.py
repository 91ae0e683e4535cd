"""A row finds its place, its hash and its key in one statement: every visit to a file pays for it.

The sender brings the canonical text of the row's facts, cut where the position goes. Each statement inside the function
sees what was committed before it began, so the last row is read after the wait for the lock.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION access_append(facts jsonb, before text, after text) RETURNS access_ledgerentry LANGUAGE plpgsql AS $$
DECLARE
    entry access_ledgerentry := jsonb_populate_record(NULL::access_ledgerentry, facts);
BEGIN
    -- Two acts on one file at the same moment must not take the same place in its chain.
    PERFORM pg_advisory_xact_lock(7310226, (entry.person_id % 2147483648)::integer);
    SELECT last.sequence + 1, last.hash INTO entry.sequence, entry.previous_hash
        FROM access_ledgerentry last WHERE last.person_id = entry.person_id ORDER BY last.sequence DESC LIMIT 1;
    IF NOT FOUND THEN
        entry.sequence := 1;
        entry.previous_hash := decode(repeat('00', 32), 'hex');
    END IF;
    entry.hash := sha256(entry.previous_hash || convert_to(before || entry.sequence || after, 'UTF8'));
    entry.id := nextval(pg_get_serial_sequence('access_ledgerentry', 'id'));
    INSERT INTO access_ledgerentry VALUES (entry.*);
    RETURN entry;
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_purpose_contest'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION access_append(jsonb, text, text);"),
    ]
