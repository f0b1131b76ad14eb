"""The users' verbs: each takes the store and writes inside one unit of work."""
