import Model
import Planning
import Testing

/// The smallest app of each framework, as its own first page has it, without a Procfile.
@Suite("Start commands of Python") struct PythonStartTests {
    struct App: CustomTestStringConvertible {
        let testDescription: String
        let requirements: String
        let files: [String: String]
        let command: String?

        init(_ name: String, _ requirements: String, _ files: [String: String], starts command: String?) {
            (testDescription, self.requirements, self.files, self.command) = (name, requirements, files, command)
        }
    }

    static let apps = [
        App(
            "FastAPI",
            "fastapi[standard]",
            ["main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n"],
            starts: #"uvicorn main:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            "FastAPI in a package",
            "fastapi\nuvicorn",
            ["app/__init__.py": "", "app/main.py": "app: FastAPI = FastAPI(title='x')\n", "tests/main.py": "app = FastAPI()\n"],
            starts: #"uvicorn app.main:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            "FastAPI that a function makes",
            "fastapi\nuvicorn",
            ["app/main.py": "def get_application() -> FastAPI:\n    return FastAPI()\n\napp = get_application()\n"],
            starts: #"uvicorn app.main:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            "Flask",
            "flask\ngunicorn",
            ["hello.py": "app = Flask(__name__)\n"],
            starts: #"gunicorn hello:app --bind "0.0.0.0:$PORT""#
        ),
        App(
            "Flask by itself",
            "Flask==3.1",
            ["app.py": "server = Flask(__name__)\n"],
            starts: #"flask --app app:server run --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            "a factory of Flask",
            "flask\ngunicorn",
            ["flaskr/__init__.py": "def create_app(test_config=None):\n    app = Flask(__name__)\n"],
            starts: #"gunicorn 'flaskr:create_app()' --bind "0.0.0.0:$PORT""#
        ),
        App(
            "a wsgi.py over a factory",
            "flask\ngunicorn",
            ["wsgi.py": "from site import create_app\n\napp = create_app()\n", "site/__init__.py": "def create_app():\n"],
            starts: #"gunicorn wsgi:app --bind "0.0.0.0:$PORT""#
        ),
        App(
            "Dash",
            "dash\ngunicorn",
            ["app.py": "app = Dash()\nserver = app.server\n"],
            starts: #"gunicorn app:server --bind "0.0.0.0:$PORT""#
        ),
        App(
            "Starlette",
            "starlette\nuvicorn",
            ["app.py": "app = Starlette(debug=True, routes=[])\n"],
            starts: #"uvicorn app:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            "Quart",
            "quart",
            ["app.py": "app = Quart(__name__)\n"],
            starts: #"hypercorn app:app --bind "0.0.0.0:$PORT""#
        ),
        App(
            "Sanic",
            "sanic",
            ["server.py": "app = Sanic(\"MyApp\")\n"],
            starts: #"sanic server:app --host=0.0.0.0 --port="$PORT""#
        ),
        App(
            "Streamlit",
            "streamlit\npandas",
            ["my app.py": "import streamlit as st\n"],
            starts: #"streamlit run 'my app.py' --server.address 0.0.0.0 --server.port "$PORT" --server.headless true"#
        ),
        App(
            "Gradio",
            "gradio",
            ["app.py": "import gradio as gr\n"],
            starts: #"GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT="$PORT" python app.py"#
        ),
        App(
            "a program that asks for its port",
            "aiohttp",
            ["main.py": "web.run_app(app, port=int(os.environ.get('PORT', 8080)))\n"],
            starts: "python main.py"
        ),
        App("a library", "six", ["x/__init__.py": "x = 1\n"], starts: nil),
        App(
            "Django with ASGI",
            "django\nuvicorn[standard]",
            [
                "manage.py": "DJANGO_SETTINGS_MODULE\n", "config/settings/base.py": "ASGI_APPLICATION = \"config.asgi.application\"\n",
                "config/asgi.py": "application = get_asgi_application()\n",
            ],
            starts: #"uvicorn config.asgi:application --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            "Django that says no application",
            "django\ngunicorn",
            ["manage.py": "DJANGO_SETTINGS_MODULE\n", "mine/wsgi.py": "application = get_wsgi_application()\n"],
            starts: #"gunicorn mine.wsgi --bind "0.0.0.0:$PORT""#
        ),
    ]

    @Test(arguments: apps) func `are found`(app: App) throws {
        let files = app.files.merging(["requirements.txt": app.requirements + "\n"]) { $1 }
        #expect(try Fixture.plan(files).processes.first { $0.type == "web" }?.command == app.command)
        #expect(try Fixture.plan(files.merging(["Procfile": "web: mine\n"]) { $1 }).processes.map(\.command) == ["mine"])
    }
}
