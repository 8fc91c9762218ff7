"""What a panel measures: quotients, concentration, change, complexity, relatedness, likeness."""
