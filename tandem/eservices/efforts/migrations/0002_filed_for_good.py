"""What was filed stays as it was filed: PostgreSQL itself refuses to change a proof, or an effort that is in one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION efforts_proofs_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Proofs are append-only: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'File a supplement.';
END
$$;
CREATE TRIGGER proofs_are_never_changed
    BEFORE UPDATE OR DELETE ON efforts_proof
    FOR EACH ROW EXECUTE FUNCTION efforts_proofs_are_append_only();
CREATE TRIGGER proofs_are_never_emptied
    BEFORE TRUNCATE ON efforts_proof
    FOR EACH STATEMENT EXECUTE FUNCTION efforts_proofs_are_append_only();

CREATE FUNCTION efforts_filed_efforts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A filed effort stays as it was filed: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER filed_efforts_are_never_changed
    BEFORE UPDATE OR DELETE ON efforts_effort
    FOR EACH ROW WHEN (OLD.proof_id IS NOT NULL) EXECUTE FUNCTION efforts_filed_efforts_stay();
"""
BACKWARD = """
DROP TRIGGER filed_efforts_are_never_changed ON efforts_effort;
DROP FUNCTION efforts_filed_efforts_stay();
DROP TRIGGER proofs_are_never_emptied ON efforts_proof;
DROP TRIGGER proofs_are_never_changed ON efforts_proof;
DROP FUNCTION efforts_proofs_are_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('efforts', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
