"""A raw page: its lines, what opens an article, every paragraph where it belongs. Door: db.extract.pages."""
