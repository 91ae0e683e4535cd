"""What every room stands on: refusals, queue, clock, pages. No domain word in it."""
