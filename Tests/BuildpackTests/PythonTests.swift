import Model
import Planning
import Testing

@Suite("The Python buildpack") struct PythonTests {
    private static let flask = [
        "requirements.txt": "flask==3.1\ngunicorn\n", "Procfile": "web: gunicorn app:app\n", "app.py": "x\n",
    ]

    @Test func `pip sees the requirements and nothing else`() throws {
        let plan = try Fixture.plan(Self.flask)
        #expect(plan.buildpacks.map(\.id) == ["python"])
        #expect(plan.steps.map(\.name) == ["Installing dependencies with pip"])
        #expect(plan.steps[0].inputs.map(\.path) == ["requirements.txt"])
        #expect(plan.environment["PATH"] == "/app/.heroku/python/bin:/usr/local/bin:/usr/bin:/bin")
        #expect(plan.steps[0].environment["PIP_CACHE_DIR"] == "/cache/pip")
        #expect(plan.packages(for: .run) == ["python3"])
        #expect(plan.warnings == [])
    }

    @Test(arguments: [
        "-e .\n", ".\n", "./lib\n", "vendor/x.whl\n", "file:lib\n", "-r deps/base.txt\n", "--requirement=../x.txt\n",
        "-e libs/thing\n", ".[extra]\n", "--find-links wheels\n", "-rdeps.txt\n",
    ])
    func `requirements that lead into the app make it an input`(line: String) throws {
        let plan = try Fixture.plan(["requirements.txt": "flask\n" + line, "app.py": ""])
        #expect(plan.steps.map(\.seesWholeTree) == [true])
    }

    @Test(arguments: [
        "-r requirements/base.txt\n", "-r requirements-web.txt # web\n", "-c constraints.txt\n",
        "-e git+https://x.example/y#egg=y\n",
        "flask @ https://x.example/flask.whl\n", "--find-links https://x.example/\n", "# ./lib\n",
        "six>=1.0 ; python_version < '4'\n",
        "--index-url https://x.example/simple\n", "-r https://x.example/r.txt\n",
    ])
    func `other requirements do not`(line: String) throws {
        let plan = try Fixture.plan([
            "requirements.txt": "flask\n" + line, "requirements/base.txt": "six\n", "app.py": "",
        ])
        #expect(plan.steps.map(\.seesWholeTree) == [false])
    }

    @Test func `a lock of uv is used, and the project itself where it is a package`() throws {
        let files = ["uv.lock": "", "pyproject.toml": "[project]\nrequires-python = \">=3.12\"\n", "main.py": ""]
        let plan = try Fixture.plan(files)
        #expect(plan.steps.map(\.name) == ["Installing dependencies with uv"])
        #expect(plan.steps[0].inputs.map(\.path) == ["pyproject.toml", "uv.lock"])
        #expect(plan.steps[0].environment["UV_PYTHON_DOWNLOADS"] == "never")
        let package = files.merging(["pyproject.toml": "[project]\n[build-system]\nrequires = []\n"]) { $1 }
        #expect(try Fixture.plan(package).steps.map(\.name).last == "Installing the project with uv")
    }

    @Test func `Django collects its static files and is served`() throws {
        let files = ["requirements.txt": "Django>=5\n", "manage.py": "", "site/wsgi.py": ""]
        let plan = try Fixture.plan(files)
        #expect(plan.steps.map(\.name) == ["Installing dependencies with pip", "Collecting static files"])
        #expect(plan.steps[1].config == ["*"])
        #expect(plan.processes.map(\.command) == ["python manage.py runserver \"0.0.0.0:$PORT\""])
        #expect(plan.warnings.count == 1)
        let gunicorn = files.merging(["requirements.txt": "django\ngunicorn\n"]) { $1 }
        #expect(try Fixture.plan(gunicorn).processes[0].command.hasPrefix("gunicorn "))
        #expect(try Fixture.plan(gunicorn).warnings == [])
        let other = files.merging(["requirements.txt": "django-environ\n"]) { $1 }
        #expect(try Fixture.plan(other).steps.count == 1)
    }

    @Test func `a missing web process is a warning`() throws {
        let plan = try Fixture.plan(["requirements.txt": "flask\n"])
        #expect(plan.processes == [])
        #expect(plan.warnings.map(\.message) == ["no process types are declared: nothing will run"])
    }

    @Test(arguments: ["Pipfile.lock", "poetry.lock", "pdm.lock"])
    func `other package managers are refused with what to do`(file: String) throws {
        let refusal = try Fixture.refusal([file: "", "pyproject.toml": ""])
        #expect(refusal.code == .refused)
        #expect(refusal.hint?.contains("requirements.txt") == true)
        #expect(throws: Never.self) { try Fixture.plan([file: "", "requirements.txt": ""]) }
    }

    @Test func `the version is what the app asks for, or refused where the stack lacks it`() throws {
        let asked = try Fixture.plan(Self.flask.merging([".python-version": "# ours\n3.13.1\n"]) { $1 }).versions[0]
        #expect(asked.version == "3.13" && asked.because == ".python-version asks for 3.13.1")
        #expect(asked.note?.contains("3.13.1") == true)
        let refusal = try Fixture.refusal(Self.flask.merging([".python-version": "3.14\n"]) { $1 })
        #expect(
            refusal.message == ".python-version:1:1: .python-version asks for Python 3.14; the stack debian-13 has 3.13"
        )
        let older = try Fixture.refusal(Self.flask.merging(["runtime.txt": "python-3.11.9\n"]) { $1 })
        #expect(older.hint?.contains("debian-12") == true)
        let chosen = Self.flask.merging(["runtime.txt": "python-3.11.9\n", "renga.yml": "stack: debian-12\n"]) { $1 }
        #expect(try Fixture.plan(chosen).versions[0].version == "3.11")
    }

    @Test func `what worked keeps working until another version is asked for`() throws {
        func version(_ extra: [String: String] = [:]) throws -> String {
            try Fixture.plan(Self.flask.merging(extra) { $1 }) { settings in
                settings.stacks = [
                    StackDefinition(
                        name: "debian-13",
                        title: "",
                        suite: "x",
                        toolchains: ["python": ["3.9", "3.14", "3.13"]]
                    )
                ]
                settings.pinned = ["python": "3.13"]
            }.versions[0].version
        }
        #expect(try version() == "3.13")
        #expect(try version([".python-version": "3"]) == "3.13")
        #expect(try version([".python-version": "3.14"]) == "3.14")
    }

    @Test func `native libraries come with what needs them`() throws {
        let plan = try Fixture.plan(["requirements.txt": "psycopg2==2.9\n"])
        #expect(plan.packages(for: .build).contains("libpq-dev") && plan.packages(for: .run).contains("libpq5"))
    }
}
