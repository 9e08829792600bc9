"""Figures of many traces as points and boxes; every point opens its trace. A page over the conversation."""
