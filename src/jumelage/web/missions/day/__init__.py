"""The day itself: who came, what changed, repairs, walk-ins, what came of the meetings."""
