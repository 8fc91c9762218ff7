"""What can be measured between a seeker and a provider: named pieces, each absent where it is unknown."""
