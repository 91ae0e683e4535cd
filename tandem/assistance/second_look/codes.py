"""The code of a link: 67 bits; it works once, and each wrong one costs an attempt."""

from tandem.foundation.codes import Code

CODE = Code(purpose="second_look.link", random_signs=15)
