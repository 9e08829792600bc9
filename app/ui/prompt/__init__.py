"""What goes to the model: the policy for earlier thinking, and a view of the exact prompt."""
