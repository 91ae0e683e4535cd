"""Upload, type check, scan, photo to PDF, versions, retention."""
