"""Background jobs: enqueued by an action, run by a worker, with their progress on a page."""
