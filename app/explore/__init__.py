"""A run and what `app.trace` reads out of it, put together for whoever shows it. Knows no Qt."""
