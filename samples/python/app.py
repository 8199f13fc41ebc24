import sys

import flask

app = flask.Flask(__name__)


@app.get("/")
def page():
    return f"Flask on Python {sys.version_info.major}.{sys.version_info.minor}"
