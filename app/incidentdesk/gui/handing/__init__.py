"""From hand to hand: the shift hand-over, and whose turn it is next."""
