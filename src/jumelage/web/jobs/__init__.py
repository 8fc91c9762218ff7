"""Work that takes longer than a page may: asked for by an action, done by a worker, watched on a page."""
