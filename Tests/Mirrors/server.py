#!/usr/bin/env python3
"""server.py FOLDER PORT: serves a folder of static files as a registry does.

Where a registry says addresses of its own, its files have http://mirror.invalid in their place: what is served has the
address by which it was asked. A folder is its index.html, so that names can be files and folders at once."""
import http.server
import json
import os
import sys

PLACE = b"http://mirror.invalid"
TEXTS = (".json", ".html", ".xml", ".yaml", ".txt")


class Registry(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self, with_body=True):
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            path = os.path.join(path, "index.html")
        try:
            with open(path, "rb") as file:
                body = file.read()
        except OSError:
            return self.answer(404, b"there is nothing of that name\n", "text/plain", with_body)
        if path.endswith(TEXTS):
            body = body.replace(PLACE, b"http://" + self.headers.get("Host", "localhost").encode())
        kind = "application/json" if body[:1] == b"{" else self.guess_type(path)
        self.answer(200, body, kind, with_body)

    def do_HEAD(self):
        self.do_GET(with_body=False)

    def answer(self, status, body, kind, with_body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, text, *values):
        print(json.dumps(text % values), flush=True)


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    http.server.ThreadingHTTPServer.request_queue_size = 128
    http.server.ThreadingHTTPServer(("", int(sys.argv[2])), Registry).serve_forever()
