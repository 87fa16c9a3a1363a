"""Places: the divisions of the country, their names in a text, and names learned from it. Door: db.extract.places."""
