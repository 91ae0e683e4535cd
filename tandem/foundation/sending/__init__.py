"""What leaves the house: SMS, e-mail, letters. Written down first, sent by a worker, forgotten soon after."""
