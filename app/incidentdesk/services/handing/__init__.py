"""From hand to hand: the next stage, an escalation, the next shift."""
