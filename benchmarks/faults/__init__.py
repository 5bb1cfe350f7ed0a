"""What happens to work in hand when something breaks: tried on the real processes."""
