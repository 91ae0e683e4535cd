"""What Django's forms need to look and behave like ours."""
