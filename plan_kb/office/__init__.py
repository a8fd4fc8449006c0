"""Files of Word and Excel that somebody uploads: looked at before anything opens them."""
