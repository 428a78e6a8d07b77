"""Places in a text: files, spans, routes and the map from one to the other."""
