"""One message, three faces: screen, SMS, paper."""
