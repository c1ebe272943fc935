"""Serve the site of this bundle, to the whole room: python serve.py [port]."""

import contextlib
import functools
import http.server
import sys
from pathlib import Path

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
folder = str(Path(__file__).resolve().parent / "site")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Windows may know other types for these from its registry."""

    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }


handler = functools.partial(Handler, directory=folder)
with http.server.ThreadingHTTPServer(("", port), handler) as server:
    print(f"http://localhost:{server.server_port}/ (from others: this one's name)")
    print("Ctrl-C ends")
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
