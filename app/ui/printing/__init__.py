"""An exchange on paper or as PDF, as it looks on the screen."""
