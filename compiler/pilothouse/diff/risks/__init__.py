"""Changes that deserve a second look, one file a sort: each `find` is pure, `registry` lists them."""
