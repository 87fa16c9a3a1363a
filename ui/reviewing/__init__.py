"""What an import found, shown so that a person can put the boundaries of its articles right."""
