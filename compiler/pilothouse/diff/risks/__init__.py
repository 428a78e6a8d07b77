"""Changes that deserve a second look, one file per kind: each `find` is pure, `registry` lists them."""
