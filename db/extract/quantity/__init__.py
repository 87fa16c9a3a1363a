"""Numbers with a unit: found, judged, and told what they measure and when. Door: db.extract.metrics."""
