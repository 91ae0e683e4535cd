"""One message to a person, many faces: on her pages, by e-mail, SMS and letter, through whoever helps her."""
