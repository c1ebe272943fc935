"""Serve the site of this bundle to this computer and to the room: python serve.py [port]."""

import functools
import http.server
import sys
from pathlib import Path

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
folder = str(Path(__file__).resolve().parent / "site")
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
# Windows may know other types for these from its registry.
handler.extensions_map = {
    **http.server.SimpleHTTPRequestHandler.extensions_map,
    ".js": "text/javascript",
    ".wasm": "application/wasm",
}
http.server.SimpleHTTPRequestHandler.extensions_map = handler.extensions_map
with http.server.ThreadingHTTPServer(("", port), handler) as server:
    print(
        f"http://localhost:{port}/ on this computer; from others, with its name (Ctrl-C ends)"
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
