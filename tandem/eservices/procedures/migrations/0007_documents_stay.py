"""What a filing asked for and what was handed in stays with it, and goes with it once the time limit has passed."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER documents_of_filings_stay
    BEFORE UPDATE OR DELETE ON procedures_askeddocument
    FOR EACH ROW EXECUTE FUNCTION procedures_contents_stay();
CREATE TRIGGER what_was_handed_in_stays
    BEFORE UPDATE OR DELETE ON procedures_handedin
    FOR EACH ROW EXECUTE FUNCTION procedures_contents_stay();
CREATE TRIGGER filed_drafts_take_no_document
    BEFORE INSERT ON procedures_attachment
    FOR EACH ROW EXECUTE FUNCTION procedures_filed_drafts_take_no_answer();
"""
BACKWARD = """
DROP TRIGGER filed_drafts_take_no_document ON procedures_attachment;
DROP TRIGGER what_was_handed_in_stays ON procedures_handedin;
DROP TRIGGER documents_of_filings_stay ON procedures_askeddocument;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_documents'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
