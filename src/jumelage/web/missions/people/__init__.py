"""The people of a mission: listed, invited, seated or waiting, and what they consent to."""
