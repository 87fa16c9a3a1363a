"""What a person hands over: folders walked, archives looked into, many files read at once."""
