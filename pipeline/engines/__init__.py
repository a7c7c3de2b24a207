"""Where the work is done: in this process, on this machine's cores, on a cluster."""

LOCAL = "local"
DASK = "dask"
ENGINES = (LOCAL, DASK)
