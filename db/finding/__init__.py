"""How what is typed finds what is written: pure, without SQL. db.search is its door."""
