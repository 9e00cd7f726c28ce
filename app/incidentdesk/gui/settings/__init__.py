"""The Settings room: who we are, who works here, what can be chosen, which processes there are, and the look."""
