"""Conversations on their way in and out: one file for each foreign format. Knows neither Qt nor the database."""
