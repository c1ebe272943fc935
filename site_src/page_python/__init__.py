"""The Python that runs in a reader's browser, beside the cells of a tutorial.

The standard library is all that it may import. `web/python/worker.ts` hands these files
to the Python in the page: this one is left out, `sketch` becomes `layerbylayer.sketch`.
"""
