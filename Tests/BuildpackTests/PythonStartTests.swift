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
    }

    static let apps = [
        App(
            testDescription: "FastAPI",
            requirements: "fastapi[standard]",
            files: ["main.py": "from fastapi import FastAPI\n\napp = FastAPI()\n"],
            command: #"uvicorn main:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            testDescription: "FastAPI in a package",
            requirements: "fastapi\nuvicorn",
            files: ["app/__init__.py": "", "app/main.py": "app: FastAPI = FastAPI(title='x')\n", "tests/main.py": "app = FastAPI()\n"],
            command: #"uvicorn app.main:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            testDescription: "FastAPI that a function makes",
            requirements: "fastapi\nuvicorn",
            files: ["app/main.py": "def get_application() -> FastAPI:\n    return FastAPI()\n\napp = get_application()\n"],
            command: #"uvicorn app.main:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            testDescription: "Flask",
            requirements: "flask\ngunicorn",
            files: ["hello.py": "app = Flask(__name__)\n"],
            command: #"gunicorn hello:app --bind "0.0.0.0:$PORT""#
        ),
        App(
            testDescription: "Flask by itself",
            requirements: "Flask==3.1",
            files: ["app.py": "server = Flask(__name__)\n"],
            command: #"flask --app app:server run --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            testDescription: "a factory of Flask",
            requirements: "flask\ngunicorn",
            files: ["flaskr/__init__.py": "def create_app(test_config=None):\n    app = Flask(__name__)\n"],
            command: #"gunicorn 'flaskr:create_app()' --bind "0.0.0.0:$PORT""#
        ),
        App(
            testDescription: "a wsgi.py over a factory",
            requirements: "flask\ngunicorn",
            files: ["wsgi.py": "from site import create_app\n\napp = create_app()\n", "site/__init__.py": "def create_app():\n"],
            command: #"gunicorn wsgi:app --bind "0.0.0.0:$PORT""#
        ),
        App(
            testDescription: "Dash",
            requirements: "dash\ngunicorn",
            files: ["app.py": "app = Dash()\nserver = app.server\n"],
            command: #"gunicorn app:server --bind "0.0.0.0:$PORT""#
        ),
        App(
            testDescription: "Starlette",
            requirements: "starlette\nuvicorn",
            files: ["app.py": "app = Starlette(debug=True, routes=[])\n"],
            command: #"uvicorn app:app --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            testDescription: "Quart",
            requirements: "quart",
            files: ["app.py": "app = Quart(__name__)\n"],
            command: #"hypercorn app:app --bind "0.0.0.0:$PORT""#
        ),
        App(
            testDescription: "Sanic",
            requirements: "sanic",
            files: ["server.py": "app = Sanic(\"MyApp\")\n"],
            command: #"sanic server:app --host=0.0.0.0 --port="$PORT""#
        ),
        App(
            testDescription: "Streamlit",
            requirements: "streamlit\npandas",
            files: ["my app.py": "import streamlit as st\n"],
            command: #"streamlit run 'my app.py' --server.address 0.0.0.0 --server.port "$PORT" --server.headless true"#
        ),
        App(
            testDescription: "Gradio",
            requirements: "gradio",
            files: ["app.py": "import gradio as gr\n"],
            command: #"GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT="$PORT" python app.py"#
        ),
        App(
            testDescription: "a program that asks for its port",
            requirements: "aiohttp",
            files: ["main.py": "web.run_app(app, port=int(os.environ.get('PORT', 8080)))\n"],
            command: "python main.py"
        ),
        App(testDescription: "a library", requirements: "six", files: ["x/__init__.py": "x = 1\n"], command: nil),
        App(
            testDescription: "Django with ASGI",
            requirements: "django\nuvicorn[standard]",
            files: [
                "manage.py": "DJANGO_SETTINGS_MODULE\n", "config/settings/base.py": "ASGI_APPLICATION = \"config.asgi.application\"\n",
                "config/asgi.py": "application = get_asgi_application()\n",
            ],
            command: #"uvicorn config.asgi:application --host 0.0.0.0 --port "$PORT""#
        ),
        App(
            testDescription: "Django that says no application",
            requirements: "django\ngunicorn",
            files: ["manage.py": "DJANGO_SETTINGS_MODULE\n", "mine/wsgi.py": "application = get_wsgi_application()\n"],
            command: #"gunicorn mine.wsgi --bind "0.0.0.0:$PORT""#
        ),
    ]

    @Test(arguments: apps) func `are found`(app: App) throws {
        let files = app.files.merging(["requirements.txt": app.requirements + "\n"]) { $1 }
        #expect(try Fixture.plan(files).processes.first { $0.type == "web" }?.command == app.command)
        #expect(try Fixture.plan(files.merging(["Procfile": "web: mine\n"]) { $1 }).processes.map(\.command) == ["mine"])
    }
}
