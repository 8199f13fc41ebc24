"""Writes down every request as gunicorn understood it, a line each, and answers 200."""
import os


def app(environ, start_response):
    body = environ["wsgi.input"].read()
    text = body.decode("latin-1").replace("\r", "\\r").replace("\n", "\\n")
    path = environ["RAW_URI"]
    with open(os.environ["SEEN"], "a", encoding="latin-1") as seen:
        seen.write(f"{environ['REQUEST_METHOD']} {path} {environ['HTTP_HOST']} {environ['HTTP_X_FORWARDED_FOR']} {text}".rstrip() + "\n")
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
