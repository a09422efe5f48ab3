"""Small pictures, small content folders and the program as people start it, for tests of everything at once."""
