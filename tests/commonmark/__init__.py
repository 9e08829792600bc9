"""CommonMark's examples, fetched for a test and kept out of the project: they have a licence of their own."""
