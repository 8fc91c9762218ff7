"""What the engines and the mission look up: the case, classifications, places, an embedded panel. Facts with sources only."""
