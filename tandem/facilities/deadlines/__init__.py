"""What a person has to do by when: reminders on her own channels, and a calendar that her telephone can follow."""
