"""The code by which an employer comes in: 49 bits, and each guess costs an attempt."""

from tandem.foundation.codes import Code

CODE = Code(purpose="certificates.request", random_signs=11)
