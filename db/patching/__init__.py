"""A person's word on an article: words found again, patches applied, texts revised. Pure; made by db.corrections."""
