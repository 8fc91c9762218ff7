"""A mission itself: towns, days, sites, topics, who has a part in it and who may open it."""
