"""Not losing anything: backups, restoring one, looking whether all is well, and saving what a damaged file still holds.

Nothing here erases what a person wrote: a database that gives way to another is moved aside.
"""
