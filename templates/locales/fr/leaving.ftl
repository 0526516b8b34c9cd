# Moving, closing, taking one's data along.
