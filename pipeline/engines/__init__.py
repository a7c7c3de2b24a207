"""Run a function over many items: in this process, in a pool of local ones."""
