"""What a helper sends in place of a person, and her yes before it leaves."""
