"""Pictures of the room, drawn on the server: the lineage, the map of model towns, a town's path with its comparison."""
