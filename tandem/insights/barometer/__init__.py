"""The field study's questionnaire, asked again and again."""
