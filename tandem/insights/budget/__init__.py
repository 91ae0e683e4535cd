"""The burden of each form: fields, pages, minutes."""
