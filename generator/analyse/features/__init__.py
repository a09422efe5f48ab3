"""Local features: small distinctive places of a picture, described so that they are found again in crops and turned copies."""
