"""What is asked and what is answered: problem, compiled instance, agenda, objectives."""
