"""The Settings room: who we are, who works here, what can be chosen, the processes, and the look."""
