"""What start.py does, with the standard library only: nothing else is there before the set-up."""
