"""Events with more requests than places: which meetings to hold, then when."""
